export type { CliContext } from './cli/cli-context.ts'
export { main } from './cli/main.ts'
export { ablationLines } from './cli/swarm-ablation-text.ts'
export { windowLines } from './cli/swarm-window-text.ts'
export {
  type ApiAnswer,
  type ApiClient,
  apiClient,
  type ApiClientOptions,
  type ApiInput,
  ApiRefusal,
  apiRoutes,
  openapiDocument,
  streamFrame,
} from './api/index.ts'
export { ActDoor, type ActEnd, type ActName } from './http/v1/act-door.ts'
export { type ApiCaller, TokenDoor } from './http/v1/api-caller.ts'
export { admitUpdate } from './telegram/admit-update.ts'
export { BotActs } from './telegram/bot-acts.ts'
export { typedIn } from './telegram/bot-commands.ts'
export { type Picture, pngOf } from './telegram/png.ts'
export type { DeskServer, DeskServerOptions } from './http/create-desk-server.ts'
export { serveDesk } from './http/serve-desk.ts'
export { DeskJobs } from './job/desk-jobs.ts'
export { type LivingExchange, serveExchange } from './wire/serve-exchange.ts'
