__thread int value = 0;
