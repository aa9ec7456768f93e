package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class EventQueueTest {

    @RepeatedTest(20)
    void eventsOfAllInputsAreTakenInOrderUpToTheTime(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        EventQueue queue = new EventQueue();
        List<OrderedEvent<Object>> waiting = new ArrayList<>();
        for (int offset = 0; offset < 500; offset++) {
            int input = random.nextInt(3);
            long time = (long) offset + (input == 0 ? 200 : random.nextInt(20));
            OrderedEvent<Object> event =
                    new OrderedEvent<>("a", input, input, 0, 0, offset, 0, time, 0, "value");
            queue.add(event);
            waiting.add(event);
            if (random.nextInt(10) == 0) {
                take(queue, waiting, offset);
            }
        }
        Collections.sort(waiting);
        assertThat(queue.inOrder()).isEqualTo(waiting);
        take(queue, waiting, Long.MAX_VALUE);
        assertThat(queue.peek()).isNull();
    }

    private static void take(EventQueue queue, List<OrderedEvent<Object>> waiting, long before) {
        Collections.sort(waiting);
        OrderedEvent<Object> next = queue.pollBefore(before);
        while (next != null) {
            assertThat(next).isEqualTo(waiting.remove(0));
            next = queue.pollBefore(before);
        }
        assertThat(queue.size()).isEqualTo(waiting.size());
        assertThat(waiting).allMatch(event -> event.time() >= before);
    }
}
