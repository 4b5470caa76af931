import type { Mode } from '../../domain/index.ts'
import { isSafer } from '../../risk/index.ts'

/** What somebody wants to do to a desk by hand. */
export type HandAct =
  | { readonly kind: 'kill' }
  | { readonly kind: 'mode'; readonly from: Mode; readonly to: Mode }
  | { readonly kind: 'limit'; readonly isWider: boolean }
  | { readonly kind: 'orders' }

/** Whether it may be done on a desk without emotions: what leads to safety always, else nothing. */
export function mayActByHand(act: HandAct): boolean {
  switch (act.kind) {
    case 'kill':
      return true
    case 'mode':
      return isSafer(act.from, act.to)
    case 'limit':
      return !act.isWider
    case 'orders':
      return false
  }
}
