/* 字数 as articles/text/clean.py counts it: every character but white space, Python's white
   space (\s of JavaScript has U+FEFF besides and lacks four control characters). */

const WHITE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g

export const countCharacters = (text) => [...text.replace(WHITE, "")].length
