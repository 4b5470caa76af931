import type { ControlAnswer } from '../../app/index.ts'

export type ControlBody = Readonly<Record<string, unknown>>

type Path = '/api/kill' | '/api/mode' | '/api/limits' | '/api/wake'

/** Every act that changes a desk, by the route of the page: what its body asks for. */
export const controlActs: Readonly<Record<Path, (body: ControlBody) => object>> = {
  '/api/kill': ({ hold, reason }) => ({ kind: 'kill', isHold: hold, reason }),
  '/api/mode': ({ to, reason }) => ({ kind: 'mode', to, reason }),
  '/api/limits': ({ key, value, reason }) => ({ kind: 'limit', key, value, reason }),
  '/api/wake': ({ scope, subject, reason }) => ({ kind: 'wake', scope, subject, reason }),
}

type Refused = Extract<ControlAnswer, { readonly ok: false }>

/** The status by which a refusal of the desk is answered. */
export const statusOfRefusal: Readonly<Record<Refused['code'], 400 | 409 | 503>> = {
  'bad-request': 400,
  'reason-missing': 400,
  'mode-refused': 409,
  'limit-refused': 409,
  'proposal-refused': 409,
  'kill-stands': 409,
  'by-hand-refused': 409,
  'audit-failed': 503,
  'desk-failed': 503,
}
