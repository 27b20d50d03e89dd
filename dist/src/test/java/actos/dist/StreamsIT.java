package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever stdin and stdout are: pipes, files, terminals, devices, directories, or nothing at all. */
class StreamsIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @Test
    void stdin_is_read_whatever_it_is() {
        os.start();
        os.manual("m");
        assertEquals("""
                pipe 0
                slow pipe 0
                here-document 0
                file 0
                terminal 0 act: reads from this terminal; Ctrl-D on an empty line ends it
                /dev/null 1 act: stdin is not JSON: it is empty
                directory 1 act: stdin is a directory: name a file in it
                closed 1 act: stdin is closed, so there is nothing to read
                lines from a pipe 0 sent 2 messages to m
                lines from nowhere 1 act: stdin is closed, so there is nothing to read
                record from a pipe 1 act: line 1 of stdin is no step: "x"; act step --record writes such lines
                specification from a pipe 0 fed
                specification from a descriptor 1 act: there is no file ./none
                """, os.bash("""
                        said() { # NAME COMMAND...: how it ended, and what it said
                          local name=$1 code=0
                          shift
                          "$@" >out 2>err || code=$?
                          echo $name $code $(grep 'act:\\|fed' out | tr -d '\\r') $(cat err)
                        }
                        echo 1 >one; mkdir dir; touch dir/err
                        cat one | said pipe act send m -
                        { echo '['; sleep 0.3; echo ']'; } | said 'slow pipe' act send m -
                        said here-document act send m - <<<1
                        said file act send m - <one
                        said terminal script -qec 'act send m -' /dev/null <one
                        said /dev/null act send m - </dev/null
                        said directory act send m - <dir
                        said closed act send m - <&-
                        printf '1\\n2' | said 'lines from a pipe' act send m --lines
                        said 'lines from nowhere' act send m --lines <&-
                        echo x | said 'record from a pipe' act step --follow -
                        echo '{"manual": true, "id": "fed"}' | said 'specification from a pipe' act spawn -f -
                        said 'specification from a descriptor' act spawn --check <(echo '{"path": "./none"}')
                        """).out());
    }

    @Test
    void what_cannot_be_printed_is_told() {
        os.start();
        os.manual("m");
        String full = " 1 act: cannot write to stdout: No space left on device\n";
        assertEquals(
                "ls" + full + "state" + full + "help" + full + "version" + full + "json" + full
                        + "failed 4 act: there is no actor \"n\"; did you mean m?\n"
                        + "closed 1 act: stdout is closed, so nothing can be printed\n"
                        + "nobody reads 0\n"
                        + "nothing is open 1\n",
                os.bash("""
                        said() { # NAME COMMAND...: how it ended, and what it said
                          local name=$1 code=0
                          shift
                          "$@" 2>err || code=$?
                          echo $name $code $(cat err) >&3
                        }
                        exec 3>&1
                        said ls act ls >/dev/full
                        said state act state m >/dev/full
                        said help act send --help >/dev/full
                        said version act --version >/dev/full
                        said json act events --json >/dev/full
                        said failed act stop n >/dev/full
                        said closed act ls >&-
                        said 'nobody reads' act events | true
                        act ls <&- >&- 2>&- || echo nothing is open $?
                        """).out());
    }
}
