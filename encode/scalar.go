package encode

import (
	"encoding/json"
	"strconv"
	"time"
)

// appendScalar appends v if it is a boolean, a number or a time, and reports
// whether it is: as JSON writes it, a time without its quotes. None of these
// holds a character that a format would have to escape.
func appendScalar(b []byte, v any) (_ []byte, ok bool, err error) {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(b, v), true, nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), true, nil
	case int8:
		return strconv.AppendInt(b, int64(v), 10), true, nil
	case int16:
		return strconv.AppendInt(b, int64(v), 10), true, nil
	case int32:
		return strconv.AppendInt(b, int64(v), 10), true, nil
	case int64:
		return strconv.AppendInt(b, v, 10), true, nil
	case uint:
		return strconv.AppendUint(b, uint64(v), 10), true, nil
	case uint8:
		return strconv.AppendUint(b, uint64(v), 10), true, nil
	case uint16:
		return strconv.AppendUint(b, uint64(v), 10), true, nil
	case uint32:
		return strconv.AppendUint(b, uint64(v), 10), true, nil
	case uint64:
		return strconv.AppendUint(b, v, 10), true, nil
	case uintptr:
		return strconv.AppendUint(b, uint64(v), 10), true, nil
	case float32:
		b, err = appendFloat(b, float64(v), 32)
		return b, true, err
	case float64:
		b, err = appendFloat(b, v, 64)
		return b, true, err
	case json.Number:
		b, err = appendNumber(b, v)
		return b, true, err
	case time.Time:
		b, err = v.AppendText(b)
		return b, true, err
	}
	return b, false, nil
}
