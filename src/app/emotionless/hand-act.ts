import type { Mode } from '../../domain/index.ts'
import { changeableLimits, isSafer, isWider } from '../../risk/index.ts'
import type { ControlRequest, ControlState } from '../control/control-request.ts'

/** What somebody wants to do to a desk by hand. */
export type HandAct =
  | { readonly kind: 'kill' }
  | { readonly kind: 'mode'; readonly from: Mode; readonly to: Mode }
  | { readonly kind: 'limit'; readonly isWider: boolean }
  /** What has lost trust is tried again. */
  | { readonly kind: 'wake' }
  /** Other weights for voices; to decline them leaves everything as it is. */
  | { readonly kind: 'plan'; readonly isApproved: boolean }
  /** What managers of the memory agreed on, which no hand does. */
  | { readonly kind: 'memory' }
  | { readonly kind: 'orders' }

/** Whether it may be done on a desk without emotions: what leads to safety always, else nothing. */
export function mayActByHand(act: HandAct): boolean {
  switch (act.kind) {
    case 'kill':
    case 'memory':
      return true
    case 'mode':
      return isSafer(act.from, act.to)
    case 'limit':
      return !act.isWider
    case 'plan':
      return !act.isApproved
    case 'wake':
    case 'orders':
      return false
  }
}

/** What a request comes to on a desk that stands so. A limit of no known name widens nothing. */
export function handActOf(
  request: Exclude<ControlRequest, { readonly kind: 'show' }>,
  { mode, limits }: Pick<ControlState, 'mode' | 'limits'>,
): HandAct {
  switch (request.kind) {
    case 'kill':
    case 'wake':
    case 'memory':
      return { kind: request.kind }
    case 'plan':
      return { kind: 'plan', isApproved: request.isApproved }
    case 'mode':
      return { kind: 'mode', from: mode, to: request.to }
    case 'limit': {
      const key = changeableLimits.find((each) => each === request.key)
      const now = limits.find((each) => each.key === key)?.value
      const isKnown = key !== undefined && now !== undefined
      return { kind: 'limit', isWider: isKnown && isWider(key, now, request.value) }
    }
  }
}
