/* SPDX-License-Identifier: Apache-2.0 */
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.libing.Birth;
import org.libing.CaseFile;
import org.libing.Decision;
import org.libing.Engine;
import org.libing.EngineOptions;
import org.libing.Filter;
import org.libing.Json;
import org.libing.LibingException;
import org.libing.Receipt;
import org.libing.Subject;
import org.libing.When;
import org.libing.Word;

/**
 * A township's desk as a service: reports in, decisions out, as examples/service/openapi.yaml says. With nothing
 * but the JDK; the store is made on the first start. Reports carry an idempotency key, so that a client may send one
 * again after a lost answer and never pays a reward twice.
 */
public class DeskService {
    /** An answer that is no success. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final Engine town;
    private final Path contract;

    DeskService(Engine town, Path contract) {
        this.town = town;
        this.contract = contract;
    }

    /**
     * DeskService STORE PACK OPENAPI [PORT]; prints where it listens. It ends when its input does. The system
     * property {@code desk.clock}, an instant, stands in for the clock.
     */
    public static void main(String[] args) throws IOException {
        Path store = Path.of(args[0]);
        boolean isThere = Files.exists(store);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        String now = System.getProperty("desk.clock");
        EngineOptions options = now == null ? EngineOptions.DEFAULTS
            : EngineOptions.DEFAULTS.withClock(Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
        try (Engine town = isThere ? Engine.open(store, options) : Engine.create(store, Birth.DEFAULTS, options)) {
            if (!isThere) {
                town.install(Path.of(args[1]), LocalDate.of(2023, 12, 20));
            }
            int port = args.length > 3 ? Integer.parseInt(args[3]) : 0;
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", new DeskService(town, Path.of(args[2]))::handle);
            server.setExecutor(pool);
            server.start();
            System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
            System.in.transferTo(OutputStream.nullOutputStream());
            server.stop(1);
        } finally {
            pool.shutdown();
        }
    }

    // --- one exchange ----------------------------------------------------------------------------------

    private void handle(HttpExchange exchange) throws IOException {
        try {
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
            answer(exchange, path, query(exchange));
        } catch (LibingException failure) {
            send(exchange, statusOf(failure), Map.of("code", failure.status(), "id", failure.id().orElse(""),
                "message", failure.getMessage()));
        } catch (Refused failure) {
            send(exchange, failure.status, Map.of("code", "REQUEST", "id", "", "message", failure.getMessage()));
        } catch (IllegalArgumentException | DateTimeException failure) {
            send(exchange, 422, Map.of("code", "REQUEST", "id", "", "message", String.valueOf(failure.getMessage())));
        }
    }

    private void answer(HttpExchange exchange, String[] path, Map<String, String> query) throws IOException {
        String route = exchange.getRequestMethod() + " " + path[0] + "/" + path.length;
        switch (route) {
            case "POST reports/1":
                send(exchange, 201, receipt(report(body(exchange))));
                break;
            case "GET decisions/1":
                send(exchange, 200, decisions(query));
                break;
            case "GET inbox/2":
                send(exchange, 200, town.inbox(path[1]).map(DeskService::decision).toList());
                break;
            case "POST decisions/3":
                send(exchange, 200, receipt(word(number(path[1]), path[2], Json.read(body(exchange)))));
                break;
            case "GET explanations/2":
                String rule = query.get("rule");
                long seq = number(path[1]);
                send(exchange, 200, "text/plain", (rule == null ? town.explain(seq) : town.explain(seq, rule)).text());
                break;
            case "GET cases/2":
                send(exchange, 200, caseFile(town.caseFile(path[1])));
                break;
            case "GET openapi.yaml/1":
                send(exchange, 200, "application/yaml", Files.readString(contract));
                break;
            default:
                throw new Refused(404, "there is no " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
        }
    }

    /* What a client did is 4xx, in libing's words; anything else is ours. */
    private static int statusOf(LibingException failure) {
        return switch (failure.status()) {
            case NOTFOUND -> 404;
            case ROLE -> 403;
            case CONFLICT, EXISTS, STALE, STATE -> 409;
            case WORD, TYPE, DATE, TEXT, TOOLONG, FUTURE -> 422;
            case LOCKED -> 503;
            default -> 500;
        };
    }

    // --- verbs -----------------------------------------------------------------------------------------

    /* The body is a request already; what libing would do without, a service should not. */
    private Receipt report(String body) {
        if (!(Json.read(body).get("id") instanceof String key) || key.isEmpty()) {
            throw new Refused(422, "a report wants an id: with it, the same report sent twice is recorded once");
        }
        return town.append(body);
    }

    private Receipt word(long decision, String verb, Map<String, Object> said) {
        Word word = new Word(String.valueOf(said.get("by")), When.parse(String.valueOf(said.get("at"))),
            Optional.ofNullable(said.get("reason")).map(String::valueOf));
        return switch (verb) {
            case "confirm" -> town.confirm(decision, word);
            case "decline" -> town.decline(decision, word);
            case "execute" -> town.execute(decision, word);
            default -> throw new Refused(404, "there is no word " + verb);
        };
    }

    private List<Map<String, Object>> decisions(Map<String, String> query) {
        Filter filter = new Filter(Optional.ofNullable(query.get("case")), Optional.empty(),
            Optional.ofNullable(query.get("action")), 0);
        long limit = number(query.getOrDefault("limit", "100"));
        if (limit < 1 || limit > 1000) {
            throw new Refused(422, "a limit is from 1 to 1000: " + limit);
        }
        try (Stream<Decision> rows = town.decisions(filter)) {
            return rows.limit(limit).map(DeskService::decision).toList();
        }
    }

    // --- as JSON ---------------------------------------------------------------------------------------

    private static Map<String, Object> decision(Decision it) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("seq", it.seq());
        out.put("case", caseOf(it.about()));
        out.put("rule", it.rule());
        out.put("modality", it.modality().name().toLowerCase(Locale.ROOT));
        out.put("action", it.action());
        out.put("arguments", it.arguments());
        out.put("cite", it.cite());
        out.put("decider", it.decider().orElse(null));
        out.put("standing", it.standing().map(standing -> standing.name().toLowerCase(Locale.ROOT)).orElse(null));
        return out;
    }

    private static Map<String, Object> receipt(Receipt it) {
        OptionalLong version = it.version();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("seq", it.seq());
        out.put("case", caseOf(it.about()));
        out.put("version", version.isPresent() ? version.getAsLong() : null);
        out.put("repeated", it.repeated());
        out.put("late", it.late());
        out.put("decisions", it.decisions().stream().map(DeskService::decision).toList());
        return out;
    }

    private static Map<String, Object> caseFile(CaseFile it) {
        return Map.of("id", it.id(), "kind", it.kind(), "version", it.version(), "states", it.states(), "fields",
            it.fields(), "deadlines", it.deadlines().stream()
                .map(one -> Map.of("name", one.name(), "due", one.due().toString())).toList());
    }

    private static String caseOf(Subject about) {
        return about instanceof Subject.OfCase one ? one.id() : null;
    }

    // --- HTTP ------------------------------------------------------------------------------------------

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException failure) {
            throw new Refused(422, "no number: " + text);
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(65_536);
        if (bytes.length == 65_536) {
            throw new Refused(413, "a report is shorter than 64 KiB");
        }
        return new String(bytes, UTF_8);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null ? Map.of() : Arrays.stream(raw.split("&")).map(one -> one.split("=", 2))
            .filter(one -> one.length == 2)
            .collect(Collectors.toMap(one -> URLDecoder.decode(one[0], UTF_8), one -> URLDecoder.decode(one[1], UTF_8),
                (first, second) -> second));
    }

    private static void send(HttpExchange exchange, int status, Object json) throws IOException {
        send(exchange, status, "application/json", Json.write(json));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
