import { z } from 'zod'
import type { ControlRequest } from '../../app/index.ts'

/** What an act needs: the server allows it, and the token has the scope of that name. */
export type Capability = 'control' | 'trade'
export const capabilities: readonly Capability[] = ['control', 'trade']

type Change = Exclude<ControlRequest, { readonly kind: 'show' }>

/** A tool by which a model changes a desk. */
export type ActTool = {
  readonly name: string
  readonly description: string
  readonly capability: Capability
  /** `true`: done at once, by any capability. All others are proposed first. */
  readonly isKill: boolean
  /** Whether what is held is sold by it, and counts against the budget. */
  readonly isTrade: boolean
  /** Without the code of the second step. */
  readonly schema: z.ZodObject
  /** @param words - Parsed by `schema`. @throws ZodError */
  readonly request: (words: unknown) => Change
}

const reason = z.string().min(1).max(512).describe('why; it is kept in the audit')

type Made<Shape extends z.ZodRawShape> = Pick<ActTool, 'name' | 'description' | 'capability'> &
  Partial<Pick<ActTool, 'isKill' | 'isTrade'>> & {
    readonly words: Shape
    readonly request: (words: z.infer<z.ZodObject<Shape, z.core.$strict>>) => Change
  }

function act<Shape extends z.ZodRawShape>(made: Made<Shape>): ActTool {
  const { words, request, isKill = false, isTrade = false, ...rest } = made
  const schema = z.strictObject(words)
  return { ...rest, isKill, isTrade, schema, request: (given) => request(schema.parse(given)) }
}

/**
 * Every act that a model may be let do. None places an order of its own: what is sold by `trade` is
 * what the desk's own risk and execution sell. None leads back from safety, which a person does.
 */
export const actTools: readonly ActTool[] = [
  act({
    name: 'pause_desk',
    description: 'Have the desk take no new risk; what is held keeps its stops.',
    capability: 'control',
    words: { reason },
    request: (words) => ({ kind: 'mode', to: 'pause', reason: words.reason }),
  }),
  act({
    name: 'set_limit',
    description: 'Another limit, named as by the tool risk; a wider one holds after 24 hours.',
    capability: 'control',
    words: { key: z.string().regex(/^[a-zA-Z.]{1,64}$/), value: z.number(), reason },
    request: (words) => ({ kind: 'limit', ...words }),
  }),
  act({
    name: 'wake',
    description:
      'Try again an instrument or a strategy that hibernates, with a quarter of its size.',
    capability: 'control',
    words: {
      scope: z.enum(['instrument', 'strategy']),
      subject: z.number().int().min(0).describe('its position, as by the tool status'),
      reason,
    },
    request: (words) => ({ kind: 'wake', ...words }),
  }),
  act({
    name: 'reduce_desk',
    description: 'Have the desk reduce what it holds, stage by stage, and take no new risk.',
    capability: 'trade',
    isTrade: true,
    words: { reason },
    request: (words) => ({ kind: 'mode', to: 'reduce', reason: words.reason }),
  }),
  act({
    name: 'flatten_desk',
    description: 'Have the desk withdraw its orders and sell all it holds.',
    capability: 'trade',
    isTrade: true,
    words: { reason },
    request: (words) => ({ kind: 'mode', to: 'emergency', reason: words.reason }),
  }),
  act({
    name: 'kill_desk',
    description: 'Emergency at once, in one step: withdraw every order, sell what is held.',
    capability: 'control',
    isKill: true,
    words: {
      hold: z.boolean().optional().describe('leave what is held, and its stops, alone'),
      reason: z.string().max(512).optional(),
    },
    request: ({ hold = false, reason: why = '' }) => ({ kind: 'kill', isHold: hold, reason: why }),
  }),
]
