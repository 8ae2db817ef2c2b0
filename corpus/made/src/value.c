int value = 0;
