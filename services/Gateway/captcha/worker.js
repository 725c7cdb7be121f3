// A Web Worker that solves the proof of work of a captcha.
//
//   const worker = new Worker('/captcha/worker.js');
//   worker.onmessage = ({ data }) => data.type === 'solved' ? send(data.solutions) : show(data.solved / data.count);
//   worker.postMessage({ salt, count, difficulty });   // proof_of_work of the answer
//
// For each puzzle i from 0 a number n is found so that SHA-256 of the text `salt.i.n` begins with `difficulty` zero bits.
// The hash is our own: crypto.subtle answers later, for each of hundreds of thousands of hashes, and so takes many times as long.
'use strict';

// FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes; 5.3.3: of the square roots of the first 8.
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const H = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
const MOST_BYTES = 55; // of a text that fits into one block

const w = new Int32Array(64);
const state = new Int32Array(8);

// One block: the 16 words in w; the first 64 bits of the hash are state[0] and state[1] afterwards.
function compress() {
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2];
    w[i] = (w[i - 16] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + w[i - 7]
      + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
  }
  let a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
  for (let i = 0; i < 64; i++) {
    const t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i]) | 0;
    const u = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
    h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
  }
  state[0] = (H[0] + a) | 0;
  state[1] = (H[1] + b) | 0;
}

function zeroBits() {
  const first = Math.clz32(state[0]);
  return first < 32 ? first : 32 + Math.clz32(state[1]);
}

// Hashes `prefix` and the digits of n: how many zero bits the hash begins with.
const block = new Uint8Array(64);
function measure(prefixLength, digits) {
  for (let i = 0; i < digits.length; i++) block[prefixLength + i] = digits.charCodeAt(i);
  const length = prefixLength + digits.length;
  block[length] = 0x80;
  block.fill(0, length + 1);
  for (let i = 0; i < 15; i++) w[i] = block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
  w[15] = length * 8;
  compress();
  return zeroBits();
}

function solvePuzzle(salt, index, difficulty) {
  const prefix = `${salt}.${index}.`;
  if (prefix.length + 16 > MOST_BYTES) throw new RangeError('The salt is too long.');
  for (let i = 0; i < prefix.length; i++) block[i] = prefix.charCodeAt(i);
  for (let n = 0; ; n++) if (measure(prefix.length, String(n)) >= difficulty) return n;
}

function solve({ salt, count, difficulty }, progress) {
  const solutions = [];
  while (solutions.length < count) {
    solutions.push(solvePuzzle(salt, solutions.length, difficulty));
    progress(solutions.length);
  }
  return solutions;
}

self.onmessage = ({ data }) => {
  try {
    const solutions = solve(data, (solved) => self.postMessage({ type: 'progress', solved, count: data.count }));
    self.postMessage({ type: 'solved', solutions });
  } catch (error) {
    self.postMessage({ type: 'failed', message: String(error) });
  }
};
