import type { FastifyReply } from 'fastify'

/** Answers a request that is not done, with a code for programs and a sentence for people. */
export function decline(
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  return reply.code(status).send({ error: { code, message } })
}
