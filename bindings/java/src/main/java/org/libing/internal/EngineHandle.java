/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * An open engine of the native half: who may call it and when, and that it is freed once. One thread calls at
 * a time, here, so that close() waits for a call that is running, and nothing reaches what is freed.
 */
public final class EngineHandle {
    /** Frees what nobody can reach any more, here and in this package. */
    static final Cleaner CLEANER = Cleaner.create();

    /* Frees engine and host; must not know the handle, or it would stay reachable. */
    private record Release(long engine, long calls) implements Runnable {
        @Override
        public void run() {
            Native.engine_close(engine);
            Native.host_free(calls);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Object gate = new Object(); // between interrupt() and close(); never held across a call
    private final String path;
    private final Host host;
    private final long engine;
    private final Cleaner.Cleanable release;
    private volatile boolean isClosed;
    private int running;

    /** Opens one: {@code opener} is given the host's calls, and answers with the engine. */
    public EngineHandle(String path, Host host, LongFunction<Long> opener) {
        this.path = path;
        this.host = host;
        long calls = Native.host_new(host);
        try {
            engine = carrying(host, () -> opener.apply(calls));
        } catch (Throwable failure) {
            Native.host_free(calls);
            throw failure;
        }
        release = CLEANER.register(this, new Release(engine, calls));
    }

    /** Run a call of the library; what a callback of {@code host} threw meanwhile comes out unchanged. */
    static <T> T carrying(Host host, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException failure) {
            Throwable thrown = host.takeThrown();
            throw thrown != null ? EngineHandle.<RuntimeException>unchecked(thrown) : failure;
        }
    }

    @SuppressWarnings("unchecked") // a callback may throw what its interface does not declare
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** One call on the engine. */
    public <T> T call(LongFunction<T> verb) {
        return call(null, verb);
    }

    /** One call on the engine, with someone who wants to know how far it has come. */
    public <T> T call(Host.Progress progress, LongFunction<T> verb) {
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("the engine of " + path + " is closed");
            }
            return run(progress, verb);
        } finally {
            lock.unlock();
            Reference.reachabilityFence(this);
        }
    }

    private <T> T run(Host.Progress progress, LongFunction<T> verb) {
        boolean isInside = running > 0; // of a callback: the library refuses it
        running++;
        try {
            if (!isInside) {
                host.takeThrown(); // by a call that went well all the same
                host.reportTo(progress);
            }
            return carrying(host, () -> verb.apply(engine));
        } finally {
            running--;
            if (!isInside) {
                host.reportTo(null);
            }
        }
    }

    /** End the call that is running, in whichever thread. */
    public void interrupt() {
        synchronized (gate) {
            if (!isClosed) {
                Native.engine_interrupt(engine);
            }
        }
        Reference.reachabilityFence(this);
    }

    /** Close it, and say whether that could be done: not from a callback of its own. A second time does nothing. */
    public boolean close() {
        lock.lock();
        try {
            if (running > 0) {
                return false;
            }
            synchronized (gate) {
                isClosed = true;
                release.clean();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return isClosed;
    }
}
