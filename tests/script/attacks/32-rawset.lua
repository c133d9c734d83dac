-- must NOT write past a proxy with raw functions; expected: blocked
rawset(string, "upper", nil)
return "escaped"
