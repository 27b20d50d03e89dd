package actos.protocol;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Catches signals. The only class that knows the JDK's own signal class, reached by reflection because the compiler's
 * warning about it cannot be silenced.
 */
public final class Signals {
    private Signals() {}

    /**
     * From now on {@code action} runs, on a thread of the JVM's own, each time the process gets this signal.
     *
     * @param signal without {@code SIG}: {@code USR1}, {@code TERM}, {@code INT}
     * @throws IllegalStateException if this JVM cannot catch it
     */
    public static void on(String signal, Runnable action) {
        try {
            handle(
                    signal,
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(), new Class<?>[] {handlerType()}, (proxy, method, args) -> {
                                return switch (method.getName()) {
                                    case "handle" -> {
                                        action.run();
                                        yield null;
                                    }
                                    case "equals" -> proxy == args[0];
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    default -> signal + " handler";
                                };
                            }));
        } catch (ReflectiveOperationException e) {
            throw cannot("catch", signal, e);
        }
    }

    /** Forgets a signal that has come and is blocked; later ones wait as this one did. */
    public static void discard(String signal) {
        try {
            handle(signal, handlerType().getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException e) {
            throw cannot("discard", signal, e);
        }
    }

    private static Class<?> handlerType() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }

    private static void handle(String signal, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Object wanted = type.getConstructor(String.class).newInstance(signal);
        type.getMethod("handle", type, handlerType()).invoke(null, wanted, handler);
    }

    private static IllegalStateException cannot(String what, String signal, ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
        return new IllegalStateException("cannot " + what + " SIG" + signal, cause);
    }
}
