import type { Result } from '../../base/index.ts'

/** What is sent to the server of a provider. */
export type ModelPost = {
  readonly url: string
  /** Holds the key: never to be shown. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Longest for the whole of the answer. */
  readonly timeoutUs: number
}

export type ModelAnswer = {
  readonly status: number
  /** Its `content-type`; empty without one. */
  readonly type: string
  readonly body: string
}

/**
 * The way to the server of a provider. Implemented where the network is. Never rejects, follows no
 * redirect, and gives up on an answer that is late or too long.
 */
export type ModelServer = {
  post(post: ModelPost): Promise<Result<ModelAnswer, 'unreachable' | 'late' | 'too-large'>>
}
