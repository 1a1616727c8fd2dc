//! What everybody has, eats, does and feels on any day: of it a clause tells nothing of somebody.

/// Things and states of any day.
#[rustfmt::skip]
pub const EVERYDAY: &[&str] = &[
    // Food and drink.
    "tea", "coffee", "cuppa", "brew", "milk", "sugar", "water", "juice", "toast", "bread", "butter",
    "egg", "eggs", "bacon", "sandwich", "sandwiches", "soup", "beans", "chips", "crisps", "pizza",
    "pasta", "rice", "curry", "salad", "cake", "biscuit", "biscuits", "chocolate", "breakfast",
    "lunch", "dinner", "supper", "snack", "food", "meal", "takeaway", "porridge", "cereal", "kettle",
    "plate", "bowl", "cup", "mug", "glass", "spoon", "fork", "pint", "beer", "wine", "drink", "drinks",
    "apple", "banana", "crumbs", "fridge", "oven", "microwave", "toaster", "hob", "saucer", "flask",
    // The house and its chores.
    "kitchen", "bathroom", "bedroom", "bed", "sofa", "couch", "settee", "chair", "armchair", "table",
    "desk", "floor", "door", "window", "windows", "curtains", "stairs", "shower", "bath", "loo",
    "toilet", "sink", "tap", "washing", "laundry", "dishes", "dishwasher", "hoover", "hoovering",
    "bin", "bins", "rubbish", "ironing", "shopping", "shop", "shops", "supermarket", "groceries", "house", "home",
    "bedtime", "pillow", "blanket", "duvet", "towel", "telly", "tv", "television", "radio", "light",
    "lights", "heating", "radiator", "room", "lounge", "hall", "porch", "step", "remote",
    // Clothes.
    "jumper", "jumpers", "coat", "coats", "sock", "socks", "shoes", "slippers", "hat", "gloves",
    "scarf", "pyjamas", "trousers", "shirt", "dress", "clothes", "umbrella", "wellies", "jacket",
    // Weather and the hour.
    "weather", "rain", "raining", "sun", "sunny", "snow", "snowing", "wind", "windy", "cloud",
    "clouds", "storm", "cold", "hot", "warm", "heat", "frost", "fog", "drizzle", "sky", "puddle",
    "morning", "afternoon", "evening", "night", "day", "days", "week", "weeks", "weekend", "month",
    "months", "year", "hour", "hours", "minute", "minutes", "second", "seconds", "moment", "time", "times",
    "today", "tonight", "yesterday", "tomorrow", "o'clock", "half", "quarter", "later", "earlier", "soon",
    "early", "late", "end", "start", "middle", "while", "once", "twice", "last", "next", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    // On the way, and the telephone.
    "bus", "train", "car", "traffic", "road", "street", "corner", "queue", "park", "walk", "phone",
    "telephone", "call", "calls", "line", "signal", "battery", "charger", "text", "message", "email", "post",
    "voice", "volume", "speaker", "screen", "wifi", "internet", "app", "internet", "minute",
    // How one is.
    "tired", "sleepy", "hungry", "thirsty", "full", "fine", "alright", "okay", "ok", "good", "great",
    "grand", "well", "better", "best", "bad", "worse", "happy", "sad", "glad", "sorry", "sure", "busy", "bored",
    "ready", "late", "poorly", "knackered", "shattered", "exhausted", "starving", "freezing",
    "boiling", "stuffed", "chuffed", "gutted", "excited", "nervous", "worried", "stressed", "angry",
    "cross", "annoyed", "surprised", "confused", "lovely", "nice", "cool", "awful", "terrible",
    "brilliant", "amazing", "horrible", "funny", "weird", "mad", "crazy", "daft", "silly", "stupid",
    "right", "wrong", "true", "lucky", "quiet", "loud", "bits", "pieces", "honest", "serious",
    "asleep", "awake", "alive", "nap", "sleep", "slept", "yawn", "cough", "headache", "laugh", "smile", "tears",
    "mood", "feeling", "wits", "nerves", "temper", "laughing", "crying", "smiling",
    // What stands for anything.
    "thing", "things", "stuff", "bit", "bits", "lot", "lots", "way", "ways", "something", "anything",
    "everything", "nothing", "someone", "somebody", "everyone", "everybody", "anyone", "nobody", "people", "person",
    "point", "idea", "reason", "question", "answer", "word", "words", "matter", "fact", "case", "kind",
    "sort", "type", "part", "place", "side", "chance", "choice", "problem", "trouble", "fault", "sense",
    "couple", "few", "couple", "bunch", "load", "loads", "rest", "others", "ones", "one", "news", "plans", "plan",
    "life", "world", "wonder", "shame", "pity", "joke", "laugh", "fun", "luck", "look", "chat", "talk",
    "conversation", "story", "dream", "guess", "thought", "thoughts", "mind", "head", "face", "eye", "eyes", "hand",
    "go", "try", "break", "turn", "favour", "favor", "hurry", "rush", "fuss", "mess", "state", "job", "jobs",
    "man", "woman", "lady", "bloke", "guy", "fella", "chap", "lad", "girl", "boy", "mate", "love", "dear",
    "course", "honestly", "really", "actually", "anyway", "instead", "together", "alone", "again", "away", "around",
    "ever", "though", "almost", "nearly", "maybe", "perhaps", "hardly", "quite", "rather", "too", "much", "many", "enough",
    "else", "same", "opposite", "different", "new", "old", "big", "small", "little", "long", "short", "whole", "proper", "bloody", "bleeding",
    "own", "other", "another", "every", "each", "both", "such", "poor", "blooming", "flipping", "fucking", "damn", "bastard", "shit",
];

/// Verbs that say little by themselves.
#[rustfmt::skip]
pub const LIGHT_VERBS: &[&str] = &[
    "am", "is", "are", "was", "were", "be", "been", "being", "have", "has", "had", "having", "do", "does", "did", "done", "doing",
    "get", "gets", "got", "getting", "go", "goes", "went", "gone", "going", "come", "comes", "came", "coming", "make",
    "makes", "made", "making", "take", "takes", "took", "taken", "taking", "put", "puts", "putting", "give", "gives",
    "gave", "given", "giving", "keep", "keeps", "kept", "keeping", "let", "lets", "say", "says", "said", "saying", "tell",
    "tells", "told", "telling", "see", "sees", "saw", "seen", "seeing", "look", "looks", "looked", "looking", "know", "knows", "knew",
    "known", "think", "thinks", "thought", "thinking", "want", "wants", "wanted", "need", "needs", "needed", "feel", "feels", "felt", "feeling",
    "like", "likes", "liked", "try", "tries", "tried", "trying", "seem", "seems", "seemed", "mean", "means", "meant", "find", "finds", "found",
    "start", "starts", "started", "starting", "stop", "stopped", "stopping", "use", "used", "using", "ask", "asked", "asking", "call", "called", "calling",
    "sit", "sits", "sat", "sitting", "stand", "stood", "standing", "turn", "turned", "turning", "happen", "happened", "can", "could",
    "will", "would", "should", "must", "might", "may", "shall", "ought", "hear", "heard", "show", "showed", "bring", "brought", "leave", "left",
    "talk", "talked", "talking", "ring", "rang", "rung", "ringing", "wait", "waited", "waiting", "watch", "watched", "watching", "eat", "eats", "ate", "eaten",
    "eating", "drink", "drank", "drinking", "sleep", "slept", "sleeping", "wake", "woke", "thank", "hope", "hoped", "hoping", "bet", "guess", "wonder",
    "reckon", "suppose", "remember", "forget", "forgot", "mind", "care", "laugh", "laughed", "cry", "cried", "smile", "smiled", "walk", "walked", "walking",
    "wear", "wearing", "wore", "fancy", "fancied", "fall", "fell", "hold", "held", "pick", "picked", "end", "ended", "hang", "hanging", "hung", "lie", "lying", "lay",
];

/// Verbs of thinking, feeling and saying: a clause on them tells what is in one's mind.
#[rustfmt::skip]
pub const OF_THE_MIND: &[&str] = &[
    "think", "know", "mean", "guess", "hope", "wish", "feel", "see", "say", "tell", "ask", "reckon", "suppose",
    "bet", "swear", "wonder", "remember", "forget", "thank", "believe", "doubt", "imagine", "expect", "assume", "understand",
    "notice", "realise", "realize", "fear", "promise", "admit", "apologise", "apologize", "appreciate", "agree", "trust",
    "dare", "figure", "recall", "hear", "thought", "knew", "meant", "guessed", "hoped", "wished", "felt", "saw", "said",
    "told", "asked", "supposed", "wondered", "remembered", "forgot", "believed", "imagined", "expected", "noticed",
    "realised", "realized", "heard", "needed", "fancy", "sound", "look", "seem", "looked", "seemed", "sounded", "kid", "joke", "laughed", "laugh",
    "cried", "cry", "tried", "try", "let", "beg", "blame", "dread", "deserve", "better", "gather", "gathers", "says", "thinks", "knows", "means", "feels", "reckons",
    "hopes", "wishes", "wonders", "believes", "sounds", "seems", "looks", "sees", "tells", "asks", "wanted", "understood", "worry", "worried", "worries",
];

/// What one is about just then, unless it is said that it lasts.
#[rustfmt::skip]
pub const OF_THE_MOMENT: &[&str] = &[
    "making", "getting", "having", "going", "coming", "sitting", "standing", "lying", "walking", "watching", "eating",
    "drinking", "cooking", "waiting", "looking", "thinking", "talking", "ringing", "calling", "phoning", "trying",
    "feeling", "freezing", "dying", "laughing", "crying", "shaking", "sweating", "listening", "reading", "hiding",
    "telling", "saying", "kidding", "joking", "wondering", "hoping", "wearing", "driving", "heading", "washing", "ironing",
    "sleeping", "boiling", "starving", "running", "asking", "begging", "holding", "staring", "hanging", "popping", "sorting",
    "putting", "taking", "peeling", "chopping", "hoovering", "cleaning", "tidying", "smiling", "rambling", "moaning", "being", "losing", "melting",
    "enjoying", "messing", "pulling", "charging", "parking", "queueing", "queuing", "shopping", "packing", "unpacking", "leaving", "chatting", "texting", "struggling", "panicking",
];

/// With these a thing lasts, or comes again.
#[rustfmt::skip]
pub const LASTING: &[&str] = &[
    "since", "years", "year", "always", "never", "every", "ever", "still", "nowadays", "anymore", "born", "grew", "raised", "lifelong",
    "ago", "decades", "childhood", "forever", "twice", "weekly", "daily", "monthly", "mornings", "evenings", "nights",
    "weekends", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "summers", "winters",
    "used", "usually", "most", "christmas", "easter", "whenever", "season", "summer", "winter", "spring", "autumn", "whole",
];

/// Things out of the ordinary.
#[rustfmt::skip]
pub const MOMENTOUS: &[&str] = &[
    "oath", "citizenship", "olympics", "marathon", "funeral", "wedding", "graduation", "surgery",
    "operation", "accident", "crash", "lightning", "fire", "flood", "earthquake", "medal", "cup",
    "trophy", "award", "degree", "court", "prison", "army", "navy", "war", "chemo", "cancer",
    "stroke", "championship", "title", "scholarship", "asylum", "visa", "ambulance", "burglary",
    "kayak", "attack", "transplant", "bypass", "hysterectomy", "miscarriage", "baby", "twins",
    "citizen", "divorce", "ivf", "dialysis", "adoption", "redundancy", "redundant", "biopsy", "diagnosis", "pregnancy",
    "breakdown", "parachute", "summit", "everest", "shipwreck", "hurricane", "lottery",
];
