package dev.sameriver.ordered;

import java.io.Serializable;

/**
 * By which input events come to a machine, and whether their numbers tell.
 *
 * <p>They do where one log comes by several inputs, as the same event then does: of three inputs,
 * what had the number 5 has 15 by the first, 16 by the second and 17 by the third. Else numbers
 * stay.
 *
 * @param input which input of the machine, from 0 on
 * @param lanes how many inputs the numbers tell apart; 1 if none
 */
public record Lane(int input, int lanes) implements Serializable {

    /** An input whose logs come by no other. */
    public static Lane alone(int input) {
        return new Lane(input, 1);
    }

    /**
     * @throws ArithmeticException if there is no room for the number
     */
    long number(long number) {
        return lanes == 1 ? number : Math.addExact(Math.multiplyExact(number, lanes), input);
    }
}
