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
export type { DeskServer, DeskServerOptions } from './http/create-desk-server.ts'
export { serveDesk } from './http/serve-desk.ts'
export { DeskJobs } from './job/desk-jobs.ts'
export { type LivingExchange, serveExchange } from './wire/serve-exchange.ts'
