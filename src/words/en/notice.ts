/** What the app says by itself: notices, and that it broke. */
export const notice = {
  notice: {
    refused: 'Nothing was changed.',
    cannotOpen: '{{file}} cannot be opened. The lab is as it was.',
    savedTo: 'Saved in {{file}}.',
    cannotSave: '{{file}} cannot be written. Save to another file.',
    encapSwitched: '{{other}} was on and is now Never: a pool has one encapsulation.',
    saved: {
      newer:
        'The lab kept in this browser was saved by a newer Podpath, and is set aside in My labs. This is the reference cluster.',
      broken:
        'The lab kept in this browser cannot be read, and is set aside in My labs. This is the reference cluster.',
    },
    otherTab:
      'Another tab has changed this lab. What you change here takes its place; the other’s stays among the versions in My labs.',
    takeOther: 'Show the other’s',
    keepMine: 'Keep mine',
    notSaved: 'This browser refuses to keep the lab: save it as YAML before you close the page.',
    opened_one: '{{file}} is open. {{count}} thing was filled in.',
    opened_other: '{{file}} is open. {{count}} things were filled in.',
    close: 'Close this message',
  },
  crash: {
    title: 'Something in Podpath broke',
    body: 'Your lab is still here. Copy it before you go on; with it, the fault can be found. What is set aside waits in My labs.',
    copy: 'Copy the lab as YAML',
    copied: 'Copied',
    reload: 'Reload',
    reset: 'Set it aside, begin with the reference cluster',
    details: 'What broke',
  },
} as const
