import type { ApiAnswer, ApiInput } from '../../../src/doors/api/api-types.ts'

/** A view that `askView` can ask for. */
export type ViewName =
  | 'audit'
  | 'auditProof'
  | 'configuration'
  | 'control'
  | 'dataHealth'
  | 'depth'
  | 'experiments'
  | 'latency'
  | 'nights'
  | 'observations'
  | 'past'
  | 'runs'
  | 'snapshot'
  | 'sources'
  | 'strategies'
  | 'strategy'
  | 'thought'
  | 'thoughts'
  | 'trials'

/** Where each stands, below `/api/v1`. */
const paths: Readonly<Record<ViewName, string>> = {
  audit: '/audit',
  auditProof: '/audit/proof',
  configuration: '/configuration',
  control: '/control',
  dataHealth: '/data-health',
  depth: '/depth',
  experiments: '/experiments',
  latency: '/latency',
  nights: '/nights',
  observations: '/observations',
  past: '/past',
  runs: '/runs',
  snapshot: '/snapshot',
  sources: '/sources',
  strategies: '/strategies',
  strategy: '/strategy',
  thought: '/thought',
  thoughts: '/thoughts',
  trials: '/trials',
}

/** What a view said, or in a sentence why it says nothing. */
export type Told<N extends ViewName> =
  | { readonly isTold: true; readonly said: ApiAnswer<N> }
  | { readonly isTold: false; readonly why: string }

const answerMaxMs = 90_000

/** Asks the API of this desk. Never rejects but when `signal` ends it. */
export async function askView<N extends ViewName>(
  name: N,
  input: ApiInput<N>,
  signal?: AbortSignal,
): Promise<Told<N>> {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input)) query.set(key, String(value))
  const asked = query.size === 0 ? '' : `?${query.toString()}`
  const patience = AbortSignal.timeout(answerMaxMs)
  try {
    const answer = await fetch(`/api/v1${paths[name]}${asked}`, {
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    })
    const said: unknown = await answer.json()
    if (answer.ok) return { isTold: true, said: said as ApiAnswer<N> }
    return { isTold: false, why: whyNot(answer.status, said) }
  } catch (error) {
    if (signal?.aborted === true) throw error
    return { isTold: false, why: 'The desk does not answer.' }
  }
}

function whyNot(status: number, said: unknown): string {
  const { error } = said as { readonly error?: { readonly message?: string } }
  if (status === 404) return 'This desk tells nothing of it to its page.'
  return error?.message ?? `The desk could not say (status ${status}).`
}
