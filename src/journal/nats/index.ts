export { NatsBus, type NatsCounts, type NatsOptions, type NatsState } from './nats-bus.ts'
export { hostAndPort } from './probe.ts'
