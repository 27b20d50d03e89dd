/**
 * The contract as types: every name, path and record that stands on disk below an ActOS root.
 *
 * <p>The supervisor, {@code act} and the SDK meet on disk and share nothing but this package. It decides nothing and
 * keeps no state. {@link actos.protocol.Root} knows every path; {@link actos.protocol.Publish} is the only code that
 * puts a file where others can see it.
 */
package actos.protocol;
