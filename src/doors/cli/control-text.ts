import type { ControlAnswer, ControlState } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { CliContext } from './cli-context.ts'

type Done = Extract<ControlAnswer, { readonly ok: true }>

/** What a desk did. @throws UserError when it could not; the answer no is told by `tellAnswer`. */
export function answered(answer: ControlAnswer): Done {
  if (answer.ok) return answer
  throw new UserError(answer.code, answer.message, answer.code === 'audit-failed' ? 3 : 2)
}

/** What the desk did or would not do, for people and for programs. */
export function tellAnswer(context: CliContext, command: string, answer: ControlAnswer): void {
  if (!answer.ok && isNo(answer.code)) {
    const { code, message } = answer
    context.json({ command, isRunning: true, refused: { code, message } })
    context.print(message)
    return context.answerNo()
  }
  const { did, state, audit } = answered(answer)
  context.json({ command, isRunning: true, did, state, audit })
  context.print(`${did}.`)
  const { sequence, hash } = audit ?? { sequence: 0, hash: '' }
  if (audit === null) context.note('it is not in the audit yet; see the alerts of the desk')
  else context.print(`audit ${sequence} ${hash}`)
}

/** The desk could, and will not. */
function isNo(code: string): boolean {
  return [
    'mode-refused',
    'limit-refused',
    'proposal-refused',
    'kill-stands',
    'by-hand-refused',
  ].includes(code)
}

/** How a desk stands, line by line. */
export function stateLines(state: ControlState): readonly string[] {
  const { mode, modeReason, isHold, held, openOrders } = state
  return [
    `${mode}${isHold ? ', holding' : ''}${modeReason === '' ? '' : `: ${modeReason}`}`,
    `${held} instruments held, ${openOrders} orders open`,
  ]
}
