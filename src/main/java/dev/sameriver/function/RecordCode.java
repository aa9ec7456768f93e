package dev.sameriver.function;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Type;
import org.apache.flink.shaded.asm9.org.objectweb.asm.tree.AbstractInsnNode;
import org.apache.flink.shaded.asm9.org.objectweb.asm.tree.ClassNode;
import org.apache.flink.shaded.asm9.org.objectweb.asm.tree.FieldInsnNode;
import org.apache.flink.shaded.asm9.org.objectweb.asm.tree.MethodInsnNode;
import org.apache.flink.shaded.asm9.org.objectweb.asm.tree.MethodNode;
import org.apache.flink.shaded.asm9.org.objectweb.asm.tree.VarInsnNode;

/**
 * Which methods of a Java record only move its components, as those do that the compiler makes.
 *
 * <p>Where they do, a component's value is what the record was to be made of, and the record need
 * not be made. Of {@code record Delay(int minutes) { Delay { check(minutes); } }} that is not so:
 * making it may fail.
 */
public final class RecordCode {

    private static final ClassValue<RecordCode> CODE =
            new ClassValue<>() {
                @Override
                protected RecordCode computeValue(Class<?> type) {
                    return new RecordCode(type);
                }
            };

    private final RecordComponent[] components;
    private final String name;

    /** By method, its instructions; of a class whose code cannot be found there are none. */
    private final Map<String, List<String>> methods = new HashMap<>();

    private RecordCode(Class<?> type) {
        components = type.getRecordComponents();
        name = Type.getInternalName(type);
        String file = "/" + name + ".class";
        try (InputStream code = type.getResourceAsStream(file)) {
            if (code != null) {
                ClassNode read = new ClassNode();
                new ClassReader(code).accept(read, ClassReader.SKIP_DEBUG);
                read.methods.forEach(
                        method -> methods.put(method.name + method.desc, instructions(method)));
            }
        } catch (IOException | RuntimeException e) {
            methods.clear();
        }
    }

    /**
     * The code of a record.
     *
     * @param type a Java record
     */
    public static RecordCode of(Class<?> type) {
        return CODE.get(type);
    }

    /** Whether the record is made by putting its components' values into it, and no more. */
    public boolean hasPlainConstructor() {
        StringBuilder signature = new StringBuilder("<init>(");
        List<String> plain = new ArrayList<>();
        plain.add(take(Opcodes.ALOAD, 0));
        plain.add(Opcodes.INVOKESPECIAL + " java/lang/Record.<init>");
        int argument = 1;
        for (RecordComponent component : components) {
            Type type = Type.getType(component.getType());
            signature.append(type.getDescriptor());
            plain.add(take(Opcodes.ALOAD, 0));
            plain.add(take(type.getOpcode(Opcodes.ILOAD), argument));
            plain.add(field(Opcodes.PUTFIELD, component.getName()));
            argument += type.getSize();
        }
        plain.add(String.valueOf(Opcodes.RETURN));
        return plain.equals(methods.get(signature + ")V"));
    }

    /** Whether there is a component of this name, and its accessor gives it as it is. */
    public boolean hasPlainAccessor(String component) {
        for (RecordComponent candidate : components) {
            if (candidate.getName().equals(component)) {
                Type type = Type.getType(candidate.getType());
                List<String> plain =
                        List.of(
                                take(Opcodes.ALOAD, 0),
                                field(Opcodes.GETFIELD, component),
                                String.valueOf(type.getOpcode(Opcodes.IRETURN)));
                return plain.equals(methods.get(component + "()" + type.getDescriptor()));
            }
        }
        return false;
    }

    private static String take(int opcode, int variable) {
        return opcode + " " + variable;
    }

    private String field(int opcode, String field) {
        return opcode + " " + name + "." + field;
    }

    private static List<String> instructions(MethodNode method) {
        List<String> instructions = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() >= 0) {
                instructions.add(instruction.getOpcode() + operands(instruction));
            }
        }
        return instructions;
    }

    /** Of the instructions that a plain method has. */
    private static String operands(AbstractInsnNode instruction) {
        if (instruction instanceof VarInsnNode variable) {
            return " " + variable.var;
        }
        if (instruction instanceof FieldInsnNode field) {
            return " " + field.owner + "." + field.name;
        }
        if (instruction instanceof MethodInsnNode call) {
            return " " + call.owner + "." + call.name;
        }
        return "";
    }
}
