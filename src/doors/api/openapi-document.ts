import { z } from 'zod'
import { apiPrefix, type ApiRoute, apiRoutes } from './route-table.ts'
import { streamFrame, streamQuery } from './stream-schemas.ts'

const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** The API as an OpenAPI 3.1 document, from the schemas that check it. */
export function openapiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, route] of Object.entries(apiRoutes)) {
    const path = `${apiPrefix}${route.path.replaceAll(/:([a-z]+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) }
  }
  paths[`${apiPrefix}/stream`] = { get: streamOperation() }
  return {
    openapi: '3.1.0',
    info: {
      title: 'coinswarm',
      version: '1',
      description:
        'One desk, on its own machine. Every request carries the exact Host, and every change and ' +
        'stream the Origin of the desk. Times are milliseconds since 1970, UTC.',
    },
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'coinswarm token create' },
        session: { type: 'apiKey', in: 'cookie', name: 'coinswarm-PORT' },
      },
    },
  }
}

function operation(operationId: string, route: ApiRoute): Record<string, unknown> {
  const { summary, scope, params, query, body, answer } = route
  const parameters = [...parametersOf(params, 'path'), ...parametersOf(query, 'query')]
  const hasParameters = params !== undefined || query !== undefined
  return {
    operationId,
    summary,
    'x-scope': scope,
    ...(hasParameters ? { parameters } : {}),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: json(z.toJSONSchema(body, { io: 'input' })) } }),
    responses: {
      '200': { description: 'Done.', content: json(z.toJSONSchema(answer)) },
      default: { description: 'Declined, with why.', content: json(z.toJSONSchema(refusal)) },
    },
  }
}

function streamOperation(): Record<string, unknown> {
  return {
    operationId: 'stream',
    summary: 'WebSocket: what changes, by topic, in order; each frame is one of these as JSON.',
    'x-scope': 'read',
    parameters: parametersOf(streamQuery, 'query'),
    responses: {
      '101': { description: 'A WebSocket.', content: json(z.toJSONSchema(streamFrame)) },
      default: { description: 'Declined, with why.', content: json(z.toJSONSchema(refusal)) },
    },
  }
}

function parametersOf(of: z.ZodObject | undefined, place: 'path' | 'query'): readonly unknown[] {
  if (of === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(of, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema,
  }))
}

/** A schema without its own dialect: the document has one for all. */
function json(schema: object): unknown {
  const rest = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'))
  return { 'application/json': { schema: rest } }
}
