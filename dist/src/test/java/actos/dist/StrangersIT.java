package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are nobody's actors are never ended, whatever stands in the root and whatever they claim to be. Each test is
 * a bash script in a PID namespace of its own, so that a mistake ends nothing else.
 */
class StrangersIT {
    @TempDir
    Path base;

    private OwnWorld world;

    @BeforeEach
    void aWorld() {
        assumeTrue(OwnWorld.canBeMade(), "no right to make a PID namespace");
        world = new OwnWorld(base);
    }

    @Test
    void an_attached_process_outlives_what_is_done_to_its_actors_directory_while_no_supervisor_runs() {
        world.play("""
                start
                act spawn --manual --id moved >/dev/null; act spawn --manual --id robbed >/dev/null
                stranger first; act attach moved $pid >/dev/null
                stranger second; act attach robbed $pid >/dev/null
                crash
                mv running/moved running/elsewhere
                rm -r running/robbed/spool
                start
                scans; scans
                unharmed first; unharmed second
                act shutdown >/dev/null
                unharmed first; unharmed second
                """).ok();
    }

    @Test
    void a_status_that_names_a_stranger_is_not_believed() {
        world.play("""
                start
                act spawn --restart permanent --id a "$ACTORS/recorder" >/dev/null; act spawn --id b "$ACTORS/recorder" >/dev/null
                act spawn --manual --id m >/dev/null
                crash
                kill -KILL $(cat running/a/.pid) $(cat running/b/.pid)
                stranger innocent
                forge a $pid; forge b 1; forge m 1
                stranger bystander
                mv running/b running/c
                start
                scans; scans
                act send --wait a 1 >/dev/null
                unharmed innocent; unharmed bystander
                [ ! -e $hits/innocent.looks ]
                [ "$(cat running/a/.pid)" != "$(cat $hits/innocent.pid)" ]
                act stop --now a >/dev/null; act wait a >/dev/null 2>&1
                act shutdown >/dev/null
                unharmed innocent; unharmed bystander
                """).ok();
        assertTrue(world.log().contains("a: status.json names process "), world.log());
    }

    @Test
    void a_process_of_another_user_that_claims_to_be_an_actor_is_neither_adopted_nor_ended() {
        assumeTrue(OtherUser.canBecome(), "only root can be somebody else");
        world.play("""
                chmod 711 ..
                start
                act spawn --restart permanent --id a "$ACTORS/recorder" >/dev/null
                crash
                kill -KILL $(cat running/a/.pid)
                stranger a setpriv --reuid=65534 --regid=65534 --clear-groups env ACTOS_ID=a
                stranger gone setpriv --reuid=65534 --regid=65534 --clear-groups env ACTOS_ID=gone
                rm -f running/a/.pid
                start
                act send --wait a 1 >/dev/null
                unharmed a; unharmed gone
                [ "$(cat running/a/.pid)" != "$(cat $hits/a.pid)" ]
                act stop a >/dev/null; act wait a >/dev/null 2>&1
                act shutdown >/dev/null
                unharmed a; unharmed gone
                """).ok();
    }

    @Test
    void an_actor_that_hides_its_environment_is_known_by_what_it_prints_to() {
        world.play("""
                start
                printf '#!/bin/bash\\nexec env -i PATH="$PATH" %s "$@"\\n' "$ACTORS/recorder" >../hidden; chmod +x ../hidden
                act spawn --id a ../hidden >/dev/null
                before=$(cat running/a/.pid)
                crash
                start
                act send --wait a 1 >/dev/null
                [ "$(cat running/a/.pid)" = "$before" ]
                crash
                mv running/a running/b
                start
                until after=$(cat running/b/.pid 2>/dev/null) && [ "$after" != "$before" ]; do sleep 0.05; done
                ! kill -0 $before 2>/dev/null || grep -q ') Z' /proc/$before/stat
                act shutdown >/dev/null
                """).ok();
    }

    @Test
    void process_1_and_the_supervisor_cannot_be_attached() {
        Ran ran = world.play("""
                start
                act spawn --manual --id m >/dev/null
                echo 1 >.one; mv .one running/m/attach
                until grep -q attachRefused journal/*; do sleep 0.05; done
                cat .pid >.own; mv .own running/m/attach
                until [ $(grep -c attachRefused journal/*) = 2 ]; do sleep 0.05; done
                act events --json | jq -r 'select(.event == "attachRefused").detail'
                act shutdown >/dev/null
                """).ok();
        assertEquals(2, ran.out().lines().count(), ran.out());
        assertTrue(ran.out().contains("process 1 is the system's"), ran.out());
    }
}
