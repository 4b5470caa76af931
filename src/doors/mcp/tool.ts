import { z } from 'zod'

/** A tool: a command line that never changes but for the words that its schema lets through. */
export type Tool = {
  readonly name: string
  readonly description: string
  /** `long` ones tell progress, run one at a time, and count as trials as at the command line. */
  readonly pace: 'read' | 'long'
  readonly schema: z.ZodObject
  /** @param args - Anything at all: it is parsed. @throws ZodError */
  readonly argv: (args: unknown, desk: string) => readonly string[]
}

type Made<Shape extends z.ZodRawShape> = {
  readonly name: string
  readonly description: string
  readonly pace?: Tool['pace']
  readonly words: Shape
  readonly argv: (
    words: z.infer<z.ZodObject<Shape, z.core.$strict>>,
    desk: string,
  ) => readonly string[]
}

/** A tool whose words are parsed by `words`, and which declines all others. */
export function tool<Shape extends z.ZodRawShape>(made: Made<Shape>): Tool {
  const { name, description, pace = 'read', words, argv } = made
  const schema = z.strictObject(words)
  return { name, description, pace, schema, argv: (args, desk) => argv(schema.parse(args), desk) }
}
