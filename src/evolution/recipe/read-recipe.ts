import { z } from 'zod'
import { declined, ok, type Result } from '../../base/index.ts'
import { comparisons, inOrder, type Recipe, recipePrices, recipeSides } from './recipe.ts'
import { recipeFault } from './recipe-fault.ts'

const word = z.string().min(1).max(40)
const is = z.enum(comparisons)
const reading = z.strictObject({
  kind: z.literal('reading'),
  feature: word,
  parameters: z.array(z.number()).max(4),
  line: word,
})
const price = z.strictObject({ kind: z.literal('price'), of: z.enum(recipePrices) })
const either = z.discriminatedUnion('kind', [reading, price])
const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('level'), of: reading, is, level: z.number() }),
  z.strictObject({ kind: z.literal('pair'), of: either, is, than: either, factor: z.number() }),
  z.strictObject({ kind: z.literal('lines'), of: reading, is, than: word }),
])
const schema = z.strictObject({
  version: z.literal(1),
  side: z.enum(recipeSides),
  minutes: z.number(),
  entry: z.array(condition).max(16),
  exit: z.array(condition).max(16),
  stopAtr: z.number(),
  targetAtr: z.number(),
  atrBars: z.number(),
  holdBars: z.number(),
  size: z.number(),
})

/** A recipe from anything, in order; declined with the place of what is wrong. */
export function readRecipe(given: unknown): Result<Recipe> {
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.join('.') ?? ''
    return declined(`${place === '' ? 'recipe' : place}: ${issue?.message ?? 'is none'}`)
  }
  const fault = recipeFault(parsed.data)
  return fault === undefined ? ok(inOrder(parsed.data)) : declined(fault)
}
