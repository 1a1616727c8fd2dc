// Alice's years with Brad, and with two others: what she says in each call, and what she does by hand. What
// they answer, and what is remembered, is the product's own.

export const ALICE = { name: "Alice", time_zone: "America/Chicago" };

export const RELATIONSHIPS = {
  persona_brad_001: {
    relationship_type: "bro_friend",
    kind: "friend",
    custom_system_prompt:
      "You and Alice are close bros. You call her 'dude' or 'Al'. You talk about sports, dating, and work. You met at a college party, where you both laughed at a terrible DJ. Inside jokes: 'the burrito incident', 'never trust a guy named Trevor'.",
  },
  persona_maya_001: {
    relationship_type: "running coach",
    kind: "professional",
    custom_system_prompt: "You help Alice to get through her first half marathon without hurting her knee.",
  },
  persona_rosa_001: {
    relationship_type: "grandmother",
    kind: "family",
    custom_system_prompt: "You call her 'sweetheart', and you always want to know what she ate.",
  },
};

const BRAD = "persona_brad_001";
const MAYA = "persona_maya_001";
const ROSA = "persona_rosa_001";

/// The oldest first, on whichever day of the year the last one is: so they name no season and no feast. `ago` is how many days ago it was, `at` the time of day there; `by` is how it comes about:
/// `phone` (they ring her), `inbound` (she dials), `browser`, or what became of a call that nobody talked in,
/// `no-answer` and `voicemail`.
export const CALLS = [
  {
    who: BRAD, ago: 730, at: "19:40", by: "browser",
    says: [
      "Hey Brad. So I finally have somebody to call at night. My name is Alice, but my friends call me Al.",
      "I work as a software engineer at TechCorp. My boss is called Marcus.",
      "I live in Ohio, in Columbus, about ten minutes from my mom.",
      "I love rock climbing, I go to the gym on the river every Tuesday.",
      "Okay, I have to get up early. Bye Brad!",
    ],
  },
  {
    who: BRAD, ago: 716, at: "20:15", by: "phone",
    says: [
      "I'm good. I had the weirdest food today, somebody put satay on a salad.",
      "I'm allergic to peanuts, so I had to check every bite.",
      "My brother Tom goes to college now. He is studying biology.",
      "Mom calls me every Sunday.",
      "Talk to you soon, bye!",
    ],
  },
  {
    who: BRAD, ago: 690, at: "21:05", by: "phone",
    says: [
      "Honestly, not great. It is the week in which my dad died.",
      "He passed away in 2018. Please don't bring up my dad's death, I'd rather not talk about it.",
      "Tell me something stupid instead.",
      "Remember the burrito incident? I still can't look at one before a presentation.",
      "Thanks. That helped. Good night!",
    ],
  },
  {
    who: BRAD, ago: 655, at: "18:50", by: "inbound",
    says: [
      "Trevor texted me. My ex, the one who borrowed my car and moved to Denver with it.",
      "I know. Never trust a guy named Trevor.",
      "I decided to block his number tonight.",
      "Done. It feels great. See you, dude.",
    ],
  },
  {
    who: BRAD, ago: 600, at: "20:30", by: "phone",
    says: [
      "I joined a bowling league with the people from work.",
      "You have to help me with the name of my team.",
      "That is terrible. I'm taking it.",
      "My favorite team is the Columbus Crew, but they play soccer.",
      "Gotta run, bye!",
    ],
  },
  { who: BRAD, ago: 561, at: "20:00", by: "no-answer", says: [] },
  {
    who: BRAD, ago: 560, at: "20:10", by: "browser",
    says: [
      "Sorry that I missed you yesterday, I was at my mom's.",
      "Big news. I got promoted to senior engineer today!",
      "You are the first person I'm telling.",
      "We are going to celebrate with pizza, extra cheese and no peanuts anywhere.",
      "Thank you, Brad. Bye!",
    ],
  },
  {
    who: BRAD, ago: 488, at: "19:20", by: "phone",
    says: [
      "I adopted a dog! His name is Biscuit.",
      "He is a three year old beagle, and he is afraid of the vacuum cleaner.",
      "I get up at six to walk him now. Me, at six.",
      "He wants out again. Bye!",
    ],
  },
  {
    who: ROSA, ago: 420, at: "17:30", by: "browser",
    says: [
      "Hi Rosa. I had a long day, and I only had cereal.",
      "I can't cook. But I'd like to learn my grandmother's chicken soup.",
      "I don't like celery, though.",
      "I'll try it on Sunday. Good night, Rosa.",
    ],
  },
  {
    who: BRAD, ago: 365, at: "20:40", by: "phone",
    says: [
      "Brad, I need to decide something. TechCorp wants me to go to the office in Austin.",
      "It is more money, and the climbing there is good. But my mom is here.",
      "I decided to take the job in Austin.",
      "I feel nervous and excited at the same time.",
      "Okay. I'm going to tell Marcus on Monday. Bye!",
    ],
  },
  {
    who: BRAD, ago: 318, at: "19:10", by: "browser",
    says: [
      "I moved to Texas last week. I live in Austin now.",
      "Biscuit misses the river, and I love the food here.",
      "My new boss is Priya. She is the best boss I ever had.",
      "I have to unpack my climbing shoes. Bye!",
    ],
  },
  {
    who: BRAD, ago: 250, at: "21:00", by: "phone",
    says: [
      "I have a date with Jessica on Friday. She climbs at my gym.",
      "She is a nurse, and she laughs at my worst jokes.",
      "Where should I take her? She likes Italian food.",
      "That place downtown, then.",
      "Wish me luck. Bye!",
    ],
  },
  {
    who: BRAD, ago: 240, at: "22:10", by: "phone",
    says: [
      "The dinner with Jessica went really well.",
      "We stayed until they closed, and then we walked along the river.",
      "I'm dating Jessica now, I guess.",
      "Yeah. I'm happy. Good night, dude.",
    ],
  },
  { who: BRAD, ago: 200, at: "12:30", by: "voicemail", says: [] },
  {
    who: MAYA, ago: 120, at: "07:30", by: "browser",
    says: [
      "Good morning Maya. I'm training for my first half marathon.",
      "I run twice a week, about five kilometers.",
      "My left knee hurts when I go downhill.",
      "I decided to run three times a week.",
      "Let's do that. Bye!",
    ],
  },
  {
    who: BRAD, ago: 95, at: "19:00", by: "phone",
    says: [
      "I need your help, dude. I'm having problems with my coworker Sarah.",
      "She tells everybody in meetings that my designs don't work.",
      "I'm stressed, and I don't sleep well.",
      "I'm going to talk to Sarah on Monday.",
      "You're right. I'll write down what I want to say. Bye!",
    ],
  },
  {
    who: BRAD, ago: 88, at: "19:30", by: "inbound",
    says: [
      "I talked to Sarah. It was awkward, but I said it all.",
      "She was quiet for a while, and then she said she would think about it.",
      "We'll see. I'm relieved that it's out.",
      "I'll keep you posted. Bye!",
    ],
  },
  {
    who: MAYA, ago: 61, at: "07:40", by: "phone",
    says: [
      "I ran ten kilometers on Saturday!",
      "My knee is fine since I bought new shoes.",
      "My goal is to finish under two hours.",
      "I'll call you after the next long run. Bye!",
    ],
  },
  {
    who: BRAD, ago: 47, at: "20:20", by: "phone",
    says: [
      "Sarah apologized! She said that she was afraid for her own project.",
      "We are working on the new design together now.",
      "So the thing with Sarah is settled.",
      "Jake brews his own beer. We are going to have one tonight.",
      "Cheers! Bye!",
    ],
  },
  {
    who: BRAD, ago: 21, at: "20:45", by: "browser",
    says: [
      "My mom is coming to visit soon. It is her first time in Austin.",
      "I'm a little nervous. She hasn't met Jessica yet.",
      "I want to cook for them. Rosa taught me a soup.",
      "Tom comes too. He is in his third year of college.",
      "I'll tell you how it goes. Bye!",
    ],
  },
  {
    who: ROSA, ago: 12, at: "17:50", by: "browser",
    says: [
      "Rosa, I made the chicken soup, without celery.",
      "It tasted like my grandmother's kitchen.",
      "I'm cooking it for my mom when she is here.",
      "Thank you. Good night, Rosa.",
    ],
  },
  {
    who: BRAD, ago: 8, at: "19:15", by: "phone",
    says: [
      "I'm training for a climbing competition.",
      "It is in three weeks, in Dallas. I'm terrified.",
      "Jessica is going to drive me there.",
      "I decided to train on Tuesdays and Thursdays until then.",
      "Okay, off to bed. Bye!",
    ],
  },
  {
    who: BRAD, ago: 1, at: "20:05", by: "phone",
    says: [
      "Mom liked Jessica! They talked about gardening for two hours.",
      "And everybody had two bowls of the soup.",
      "Mom even said that Texas is not so bad.",
      "I want to ask Jessica to move in with me.",
      "I'll sleep on it. Good night, dude!",
    ],
  },
];

/// What she tells them by hand, beside the calls.
export const NOTES = [
  { who: BRAD, category: "important_memory", content: "Alice's birthday is on the third of March.", importance: 0.9 },
];

/// The calls that are to come: `in` days from now, at that time of day.
export const PLANS = [
  { who: BRAD, in: 2, at: "20:00", repeats: "FREQ=WEEKLY" },
  { who: MAYA, in: 4, at: "07:30" },
];
