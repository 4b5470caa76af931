export { main } from './cli/main.ts'
export type { DeskServer, DeskServerOptions } from './http/create-desk-server.ts'
export { serveDesk } from './http/serve-desk.ts'
export { type LivingExchange, serveExchange } from './wire/serve-exchange.ts'
