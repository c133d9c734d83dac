/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** examples/java/DeskService.java, as a client meets it. */
class ServiceTest {
    private static final Map<String, Object> KEY = Map.of("violator", "enterprise:E1", "type", "coal_unenclosed");
    private static final Map<String, Object> FILED = Map.of("id", "desk-1", "type", "report_filed", "case", "RP1", "at",
        "2024-06-03T08:00:00+08:00", "by", "township_gov:a", "data", Map.of("registered_no", 1, "reporters",
            List.of(Map.of("ref", "reporter:R1", "is_villager", true)), "keys", List.of(KEY)));
    private static final Map<String, Object> VERIFIED = Map.of("id", "desk-2", "type", "report_verified", "case", "RP1",
        "at", "2024-06-28", "by", "township_gov:b", "data", Map.of("result", "true", "keys", List.of(KEY)));

    private record Answer(int status, String text) {
        private Map<String, Object> json() {
            return Json.read(text.startsWith("[") ? "{\"list\":" + text + "}" : text);
        }

        @SuppressWarnings("unchecked")
        private List<Map<String, Object>> list(String name) {
            return (List<Map<String, Object>>) json().get(name);
        }
    }

    @TempDir
    private Path directory;
    private Process service;
    private String address;

    @BeforeEach
    void start() throws IOException {
        service = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Ddesk.clock=2024-06-28T10:00:00Z", "-cp",
            Village.ROOT.resolve("bindings/java/target/classes").toString(),
            Village.ROOT.resolve("examples/java/DeskService.java").toString(), directory.resolve("town.db").toString(),
            Village.ROOT.resolve("rules/bayi").toString(),
            Village.ROOT.resolve("examples/service/openapi.yaml").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        address = new BufferedReader(new InputStreamReader(service.getInputStream(), UTF_8)).readLine();
    }

    @AfterEach
    void stop() throws Exception {
        service.getOutputStream().close();
        assertEquals(0, service.waitFor());
        assertTrue(Audit.verify(directory.resolve("town.db")).isWhole());
        assertTrue(Audit.replay(directory.resolve("town.db")).isFaithful());
    }

    private Answer ask(String method, String path, Object body) throws IOException {
        HttpURLConnection one = (HttpURLConnection) URI.create(address + path).toURL().openConnection();
        one.setRequestMethod(method);
        if (body != null) {
            one.setDoOutput(true);
            one.getOutputStream().write(Json.write(body).getBytes(UTF_8));
        }
        int status = one.getResponseCode();
        try (InputStream in = status < 400 ? one.getInputStream() : one.getErrorStream()) {
            return new Answer(status, new String(in.readAllBytes(), UTF_8));
        }
    }

    private static Map<String, Object> changed(Map<String, Object> request, String name, Object value) {
        Map<String, Object> out = new HashMap<>(request);
        out.put(name, value);
        return out;
    }

    @Test
    void report_verified_grantsTheRewardOnceAndTheInboxEmptiesWhenTheRoleHasSpoken() throws IOException {
        assertEquals(201, ask("POST", "/reports", FILED).status());
        Answer first = ask("POST", "/reports", VERIFIED);
        Map<String, Object> reward = first.list("decisions").get(0);
        assertEquals("grant_reward", reward.get("action"));
        assertEquals(true, ask("POST", "/reports", VERIFIED).json().get("repeated"));
        assertEquals(1, ask("GET", "/decisions?action=grant_reward", null).list("list").size());
        assertEquals(1, ask("GET", "/inbox/township_gov", null).list("list").size());
        Map<String, Object> word = Map.of("by", "township_gov:01", "at", "2024-06-28", "reason", "属实");
        assertEquals(200, ask("POST", "/decisions/" + reward.get("seq") + "/confirm", word).status());
        assertEquals("confirmed", ask("GET", "/decisions?case=RP1", null).list("list").get(0).get("standing"));
        assertEquals(409, ask("POST", "/decisions/" + reward.get("seq") + "/decline", word).status());
        assertTrue(ask("GET", "/explanations/" + reward.get("seq"), null).text().contains("100 yuan"));
        assertEquals("report", ask("GET", "/cases/RP1", null).json().get("kind"));
    }

    @Test
    void report_thatIsRefused_saysWhy() throws IOException {
        ask("POST", "/reports", FILED);
        assertEquals(422, ask("POST", "/reports", changed(VERIFIED, "type", "report_fild")).status());
        assertEquals(403, ask("POST", "/reports", changed(VERIFIED, "by", "village_committee:v")).status());
        assertEquals("STALE", ask("POST", "/reports", changed(VERIFIED, "expect", 7)).json().get("code"));
        assertEquals(422, ask("POST", "/reports", changed(VERIFIED, "id", "")).status());
        assertEquals(404, ask("GET", "/cases/RP9", null).status());
        assertEquals(404, ask("GET", "/nothing", null).status());
        assertEquals(422, ask("GET", "/decisions?limit=x", null).status());
        assertEquals("[]", ask("GET", "/decisions", null).text());
    }

    @Test
    void contract_isServed() throws IOException {
        assertTrue(ask("GET", "/openapi.yaml", null).text().contains("/decisions/{seq}/{word}:"));
    }
}
