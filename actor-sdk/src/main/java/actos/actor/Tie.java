package actos.actor;

import actos.protocol.MessageName;
import actos.protocol.Question;

/**
 * What ties a message to a question of this actor's.
 *
 * @param name the question's name
 * @param question what was kept about it, or null if it waits no more: it was answered, or its time was over
 * @param error why there is no answer, or null if the message is one
 */
record Tie(MessageName name, Question question, String error) {
    boolean isPending() {
        return question != null;
    }

    Answer answer(Letter letter) {
        return error == null
                ? new Answer(letter.envelope().from(), letter.body(), null, question.keep())
                : new Answer(question.to(), null, error, question.keep());
    }
}
