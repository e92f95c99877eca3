/**
 * The stock emoticons that every group has, by their shortcuts, in the order of their ids.
 *
 * The names are HipChat's. The pictures are drawn by `drawEmoticon.ts`.
 */

/** Faces that are typed as punctuation; what the drawing shows stands behind each. */
export const smileys = {
  ':)': 'smile',
  ':-)': 'smile',
  ':D': 'grin',
  ':-D': 'grin',
  ';)': 'wink',
  ';-)': 'wink',
  ':(': 'frown',
  ':-(': 'frown',
  ":'(": 'cry',
  ':o': 'gasp',
  ':-o': 'gasp',
  ':p': 'tongue',
  ':-p': 'tongue',
  ':|': 'flat',
  ':-|': 'flat',
  ':/': 'slant',
  ':-/': 'slant',
  ':#': 'sealed',
  ':-#': 'sealed',
  ':$': 'blush',
  ':-$': 'blush',
  ':-*': 'kiss',
  ':Z': 'sealed',
  '8-)': 'shades',
  '>:-(': 'angry',
  'O:)': 'smile',
  '<3': 'heart',
} as const;

/** What a face can look like. */
export type Look = (typeof smileys)[keyof typeof smileys];

const words =
  'allthethings android areyoukiddingme arrington arya ashton atlassian awesome awthanks ' +
  'awwyiss awyeah badass badjokeeel badpokerface badtime bamboo basket batman beer bicepleft ' +
  'bicepright bitbucket boom borat branch bumble bunny cadbury cake candycorn carl caruso ' +
  'catchemall ceilingcat celeryman cerealguy cerealspit challengeaccepted chef chewie chocobunny ' +
  'chompy chucknorris clarence coffee coal content continue cookie cornelius corpsethumb ' +
  'confluence crucible daenerys dance dealwithit derp disappear disapproval doge doh donotwant ' +
  'dosequis downvote drevil drool ducreux dumb embarrassed evilburns excellent facepalm failed ' +
  'feelsbadman feelsgoodman finn fireworks firstworldproblem fisheye fonzie foreveralone ' +
  'forscale freddie freddy fry fu fuckyeah fwp gangnamstyle garret gates ghost giggity ' +
  'goldstar goodnews greenbeer grumpycat gtfo haha haveaseat heart heisenberg heygirl hipchat ' +
  'hipster hodor huehue hugefan huh ilied indeed innocent iseewhatyoudidthere itsatrap jackie ' +
  'jaime jake jira jobs joffrey jonsnow kennypowers kiss krang kwanzaa lincoln lol lolwut ' +
  'megusta menorah mindblown moneymouth motherofgod ned nextgendev nice ninja noidea notbad ' +
  'nothingtodohere notit notsureif notsureifgusta obama ohcrap ohgodwhy ohmy okay omg ' +
  'oops orly pbr pete philosoraptor pingpong pirate pokerface poo present pumpkin rageguy ' +
  'rainicorn rebeccablack reddit rockon romney rudolph sadpanda sadtroll salute samuel santa sap ' +
  'scumbag seomoz shamrock shrug skyrim slant sourcetree stare stash statuspage success ' +
  'successful sweetjesus tableflip taco taft tea thatthing theyregreat thumbsdown thumbsup toodamnhigh ' +
  'tree troll truedat truestory trump turkey twss tyrion tywin unacceptable unknown upvote ' +
  'waiting washington wat whoa whynotboth wtf yey yodawg youdontsay yougotitdude yuno zoidberg zzz';

/** Every shortcut; the id of each is its place, from 1 on. */
export const stockShortcuts: readonly string[] = [...Object.keys(smileys), ...words.split(' ')];
