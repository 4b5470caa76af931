import type { Act } from '../../journal/index.ts'
import type { ControlRequest } from './control-request.ts'

type Change = Exclude<ControlRequest, { readonly kind: 'show' }>

/** What kind of act a request is, in the audit. */
export function actOf({ kind }: Change): Act {
  return kind
}

/** A request in words, for the audit and for alerts. */
export function wishText(request: Change): string {
  switch (request.kind) {
    case 'mode':
      return `to ${request.to}`
    case 'kill':
      return request.isHold ? 'kill, and hold' : 'kill'
    case 'limit':
      return `${request.key} = ${request.value}`
    case 'wake':
      return `wake ${request.scope} ${request.subject}`
    case 'memory':
      return `${request.change} ${request.subject}`
    case 'plan':
      return `${request.isApproved ? 'approve' : 'decline'} proposal ${request.id}`
  }
}
