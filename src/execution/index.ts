export { OrderDesk } from './order-desk.ts'
export { Protection } from './protection.ts'
export type { OrderEventSink, Venue } from './venue-port.ts'
