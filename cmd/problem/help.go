package main

import "flag"

// helpCommand describes the commands.
func helpCommand() *command {
	return &command{
		name:  "help",
		args:  "[COMMAND]",
		short: "describe a command",
		long:  "Help lists the commands, or describes one.",
		examples: []example{
			{"problem help new", "describes how to write a problem"},
		},
		setup: func(*flag.FlagSet) func(*env, []string) error { return runHelp },
	}
}

func runHelp(e *env, args []string) error {
	switch len(args) {
	case 0:
		e.out.WriteString(overview())
		return nil
	case 1:
		c := find(args[0])
		if c == nil {
			return usagef("unknown command %q", args[0])
		}
		e.out.WriteString(c.help())
		return nil
	default:
		return usagef("one command at a time")
	}
}
