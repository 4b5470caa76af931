export { admit, applyOrderEvent } from './apply-order-event.ts'
export { type CapName, type CapRefusal, type CapTerms, defaultCaps } from './caps/cap-terms.ts'
export { HardCaps } from './caps/hard-caps.ts'
export { type GatewayTerms, usualTerms } from './gateway/gateway-terms.ts'
export type { AccountSink } from './gateway/account-watch.ts'
export type { VenueSteps } from './gateway/fit-order.ts'
export { Fence } from './gateway/fence.ts'
export { FencedLink } from './gateway/fenced-link.ts'
export type { GatewaySetup } from './gateway/gateway-setup.ts'
export { OrderGateway } from './gateway/order-gateway.ts'
export { unitedOrder } from './gateway/united-order.ts'
export {
  type OpenOrder,
  orderNamed,
  type VenueAccount,
  type VenueAnswer,
  type VenueFill,
  type VenueLink,
  type VenueOrder,
  type VenueRequest,
  type VenueStatus,
  type VenueUpdate,
} from './gateway/venue-link.ts'
export { OrderDesk } from './order-desk.ts'
export { Protection } from './protection.ts'
export { Quoting } from './quoting.ts'
export type { OrderEventSink, Venue } from './venue-port.ts'
