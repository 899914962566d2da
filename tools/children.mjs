// Child processes of the tools: they get our signals, and they never outlive us.
import { spawn } from 'node:child_process'
import { root } from './root.mjs'

const running = new Set()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
let listening = false

const end = (child, signal) => {
  try {
    // The child leads its own group, so that what it began (npm, a shell, a browser) ends with it.
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}

const listen = () => {
  if (listening) return
  listening = true
  for (const signal of signals)
    process.on(signal, () => {
      for (const child of running) end(child, signal)
      // A child that does not end in time is ended, and so are we.
      setTimeout(() => process.exit(1), 10_000).unref()
      if (running.size === 0) process.exit(1)
    })
  process.on('exit', () => {
    for (const child of running) end(child, 'SIGKILL')
  })
}

/** Starts a program of this project's folder. `options` as for node's spawn. */
export const begin = (command, args, options = {}) => {
  listen()
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', detached: process.platform !== 'win32', ...options })
  running.add(child)
  child.on('exit', () => running.delete(child))
  child.on('error', () => running.delete(child))
  return child
}

/** Runs a program to its end: `{ code, output }`. With `keep` its stdout and stderr are collected instead of shown. */
export const run = (command, args, { keep = false, limitSeconds, ...options } = {}) =>
  new Promise((resolve) => {
    const child = begin(command, args, keep ? { stdio: ['ignore', 'pipe', 'pipe'], ...options } : options)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8')
      stream?.on('data', (text) => (output += text))
    }
    const limit =
      limitSeconds &&
      setTimeout(() => {
        output += `\nstopped after ${limitSeconds} s\n`
        end(child, 'SIGKILL')
      }, limitSeconds * 1000)
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code, signal) => {
      clearTimeout(limit)
      resolve({ code: code ?? 1, signal, output })
    })
  })
