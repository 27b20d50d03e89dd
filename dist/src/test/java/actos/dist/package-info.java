/**
 * The programs as a user meets them: the launchers of {@code dist/target/actos}, real actors, a real directory. Nothing
 * in here looks into the programs; what is checked stands on disk or was printed.
 */
package actos.dist;
