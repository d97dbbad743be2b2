/** What the docs say of every format that holds what happened on somebody's machine. */
export const PRIVACY_NOTE =
  '**Privacy:** such files hold local paths, code and file contents, and at times keys and other secrets. Look them over before you import them, and again before you export or share.';
