import { listThoughts, type NamedThought } from '../strategy/thought-list.ts'

/** A question to a model in a line. Times are milliseconds since 1970, UTC. */
export type ThoughtLine = {
  readonly t: number
  /** By which a person can ask for it: `night-3:2`. */
  readonly id: string
  readonly cycle: string
  readonly purpose: string
  readonly model: string
  /** `text`, `cut off`, or why there is no reply. */
  readonly outcome: string
  readonly tokensIn: number
  readonly tokensOut: number
  /** Millionths of a US dollar. */
  readonly costMicroUsd: number
  readonly ms: number
}

/** One of them, whole. What a model said is a stranger's words. */
export type ThoughtDetail = ThoughtLine & {
  readonly system: string
  readonly prompt: string
  readonly reply: string
}

/** What models were asked and said, newest first. @throws UserError `model-log` */
export function thoughtLines(desk: string): readonly ThoughtLine[] {
  return listThoughts(desk).thoughts.map(lineOf)
}

/** @returns `undefined` where nothing is kept under `id`. @throws UserError `model-log` */
export function thoughtDetail(desk: string, id: string): ThoughtDetail | undefined {
  const found = listThoughts(desk).thoughts.find((each) => each.id === id)
  if (found === undefined) return undefined
  const { request, reply } = found
  const said = reply.kind === 'text' ? reply.text : reply.detail
  return { ...lineOf(found), system: request.system, prompt: request.prompt, reply: said }
}

function lineOf({ id, cycle, ts, request, reply }: NamedThought): ThoughtLine {
  const { model, tokensIn, tokensOut, costMicroUsd, ms } = reply
  const outcome = reply.kind === 'none' ? reply.why : reply.isCut ? 'cut off' : 'text'
  const { purpose } = request
  const t = Math.floor(ts / 1_000)
  return { t, id, cycle, purpose, model, outcome, tokensIn, tokensOut, costMicroUsd, ms }
}
