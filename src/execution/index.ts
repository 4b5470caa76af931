export { type GatewayTerms, usualTerms } from './gateway/gateway-terms.ts'
export type { AccountSink } from './gateway/account-watch.ts'
export type { VenueSteps } from './gateway/fit-order.ts'
export { Fence } from './gateway/fence.ts'
export { FencedLink } from './gateway/fenced-link.ts'
export type { GatewaySetup } from './gateway/gateway-setup.ts'
export { OrderGateway } from './gateway/order-gateway.ts'
export type {
  OpenOrder,
  VenueAccount,
  VenueAnswer,
  VenueFill,
  VenueLink,
  VenueOrder,
  VenueRequest,
  VenueStatus,
  VenueUpdate,
} from './gateway/venue-link.ts'
export { OrderDesk } from './order-desk.ts'
export { Protection } from './protection.ts'
export { Quoting } from './quoting.ts'
export type { OrderEventSink, Venue } from './venue-port.ts'
