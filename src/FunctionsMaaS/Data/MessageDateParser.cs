using System.Globalization;

namespace FunctionsMaaS.Data;

/// <summary>One pass over one date: words, numbers, one time, one offset, in any order that people wrote them in.</summary>
internal ref struct MessageDateParser(ReadOnlySpan<char> value)
{
    private readonly ReadOnlySpan<char> _value = value;
    private int _at;
    private int _day;
    private int _month;
    private int _year;
    private TimeSpan? _time;
    private int? _zone;
    private bool _zoneIsUtc;

    public bool TryParse(out DateTimeOffset date)
    {
        date = default;
        while (_at < _value.Length)
        {
            if (!(Here switch
            {
                '(' => SkipComment(),
                '+' or '-' when _time is not null && TakeOffset() => true,
                >= '0' and <= '9' => TakeNumber(),
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => TakeWord(),
                ' ' or '\t' or '\r' or '\n' or ',' or '.' or '-' or '/' or '"' => Skip(),
                _ => false,
            }))
                return false;
        }
        if (_day == 0 || _month == 0 || _year is < 1900 or > 9998 || _day > DateTime.DaysInMonth(_year, _month))
            return false;
        date = new DateTimeOffset(_year, _month, _day, 0, 0, 0, TimeSpan.Zero) + (_time ?? default) - TimeSpan.FromMinutes(_zone ?? 0);
        return true;
    }

    private readonly char Here => _at < _value.Length ? _value[_at] : '\0';

    private bool Skip()
    {
        _at++;
        return true;
    }

    private bool SkipComment()
    {
        var depth = 0;
        do
            depth += _value[_at++] switch { '(' => 1, ')' => -1, _ => 0 };
        while (depth > 0 && _at < _value.Length);
        return true;
    }

    private bool TakeNumber()
    {
        var digits = Digits();
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (Here == ':')
            return _time is null && TakeTime(number);
        if (digits.Length <= 2 && _day == 0)
        {
            _day = number;
            return number is >= 1 and <= 31;
        }
        if (_year != 0)
            return false;
        _year = digits.Length switch { 1 or 2 => number + (number < 50 ? 2000 : 1900), 3 => number + 1900, _ => number };
        return digits.Length is >= 2 and <= 4;
    }

    private bool TakeTime(int hour)
    {
        if (!TakeTimePart(out var minute))
            return false;
        var second = 0;
        if (Here == ':' && !TakeTimePart(out second))
            return false;
        if (Here == '.')
        {
            _at++;
            Digits();
        }
        if (hour > 23 || minute > 59 || second > 60)
            return false;
        _time = new(hour, minute, Math.Min(second, 59));
        return true;
    }

    private bool TakeTimePart(out int number)
    {
        _at++;
        while (Here == ' ')
            _at++;
        return int.TryParse(Digits(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    // "+0200", "+02:00", and after GMT also "+2". Anything else is a hyphen that separates, as in "14:02:11 06-Apr-93".
    private bool TakeOffset()
    {
        var start = _at;
        var sign = _value[_at++] == '-' ? -1 : 1;
        var hours = Digits();
        var minutes = hours[..0];
        if (hours.Length == 4)
        {
            minutes = hours[2..];
            hours = hours[..2];
        }
        else if (hours.Length == 2 && Here == ':')
        {
            _at++;
            minutes = Digits();
        }
        else if (!_zoneIsUtc || hours.Length is not (1 or 2))
        {
            _at = start;
            return false;
        }
        if (Number(hours) > 23 || Number(minutes) > 59)
        {
            _at = start;
            return false;
        }
        if (_zone is null || _zoneIsUtc)
            _zone = sign * (60 * Number(hours) + Number(minutes));
        _zoneIsUtc = false;
        return true;
    }

    private bool TakeWord()
    {
        var start = _at;
        while (char.IsAsciiLetter(Here))
            _at++;
        var word = _value[start.._at];
        if (DateWords.Month(word) is > 0 and var month)
        {
            var first = _month == 0;
            _month = month;
            return first;
        }
        if (DateWords.IsWeekday(word) || DateWords.IsOrdinal(word) && start > 0 && char.IsAsciiDigit(_value[start - 1]))
            return true;
        if (_time is not { } time)
            return false;
        if (word is "DST" && _zone is not null)
            _zone += 60;
        else if (DateWords.Hours12(word) is { } half)
            return SetHalf(time, half);
        else if (_zone is null)
            (_zone, _zoneIsUtc) = (DateWords.Zone(word), DateWords.Zone(word) == 0);
        return true;
    }

    private bool SetHalf(TimeSpan time, int afternoon)
    {
        _time = time + TimeSpan.FromHours(afternoon * 12 - (time.Hours == 12 ? 12 : 0));
        return time.Hours is >= 1 and <= 12;
    }

    private ReadOnlySpan<char> Digits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Here))
            _at++;
        return _value[start.._at];
    }

    private static int Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
