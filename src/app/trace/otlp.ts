import { z } from 'zod'
import type { Span } from './span.ts'

/** Who the spans are of. */
export type TracedDesk = { readonly desk: string; readonly version: string }

const attribute = z.strictObject({
  key: z.string().min(1),
  value: z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ doubleValue: z.number() }),
  ]),
})
const nanos = z.string().regex(/^\d{16,20}$/)
const spanShape = z.strictObject({
  traceId: z.string().regex(/^(?!0+$)[0-9a-f]{32}$/),
  spanId: z.string().regex(/^(?!0+$)[0-9a-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  name: z.string().min(1),
  kind: z.literal(1),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes: z.array(attribute),
  status: z.strictObject({}),
})

/**
 * What is sent of spans, in the JSON of OTLP.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/ 1.5.0, ExportTraceServiceRequest
 */
export const traceRequest: z.ZodType<TraceRequest> = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(spanShape),
        }),
      ),
    }),
  ),
})

/** What a collector answers: how many it did not take. */
export const traceResponse: z.ZodType<{ readonly rejected: number }> = z
  .looseObject({
    partialSuccess: z
      .looseObject({ rejectedSpans: z.union([z.number(), z.string()]).default(0) })
      .optional(),
  })
  .transform(({ partialSuccess }) => ({ rejected: Number(partialSuccess?.rejectedSpans ?? 0) }))

type Attribute = {
  readonly key: string
  readonly value: { readonly stringValue: string } | { readonly doubleValue: number }
}

export type TraceRequest = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version: string }
      readonly spans: readonly OtlpSpan[]
    }[]
  }[]
}

type OtlpSpan = {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string | undefined
  readonly name: string
  readonly kind: 1
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
  readonly status: Readonly<Record<string, never>>
}

/** @throws ZodError for what is no span, which is a bug of ours. */
export function requestOf(spans: readonly Span[], { desk, version }: TracedDesk): TraceRequest {
  const resource = { 'service.name': 'coinswarm', 'service.version': version, desk }
  const scope = { name: 'coinswarm', version }
  return traceRequest.parse({
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope, spans: spans.map(otlpSpan) }],
      },
    ],
  })
}

function otlpSpan(span: Span): OtlpSpan {
  const { traceId, spanId, parentSpanId, name, startUs, endUs, attributes } = span
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind: 1,
    startTimeUnixNano: `${Math.round(startUs)}000`,
    endTimeUnixNano: `${Math.round(endUs)}000`,
    attributes: attributesOf(attributes),
    status: {},
  }
}

function attributesOf(of: Span['attributes']): readonly Attribute[] {
  return Object.entries(of).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value },
  }))
}
