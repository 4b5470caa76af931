/** To ask and command a desk by its HTTP API. */
export { type ApiClient, apiClient, type ApiClientOptions, ApiRefusal } from './api-client.ts'
export { openapiDocument } from './openapi-document.ts'
export type { ApiAnswer, ApiInput, ApiName } from './api-types.ts'
export type { JobKind, JobOptions, JobRow, JobState, JobWish } from './job-schemas.ts'
export { apiPrefix, type ApiRoute, apiRoutes } from './route-table.ts'
export type { DepthTold } from './market-schemas.ts'
export type { HealthRow, TradeRow } from './row-schemas.ts'
export { type StreamFrame, streamFrame, streamQuery, type Topic, topics } from './stream-schemas.ts'
