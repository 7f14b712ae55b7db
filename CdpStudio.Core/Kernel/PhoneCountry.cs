using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Kernel;

/// <summary>Reads telephone numbers as people of one country write them, and gives them out in the one form that the whole world has (E.164).</summary>
public sealed class PhoneCountry
{
    private const int MaxLength = 60;

    private static readonly FrozenDictionary<string, PhoneCountry> s_all =
        PhonePlan.Lines.Split('\n').Select(line => new PhoneCountry(line.TrimEnd('\r').Split('\t'))).ToFrozenDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, PhoneCountry[]> s_byCallingCode =
        s_all.Values.GroupBy(c => c._callingCode).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(c => c._isFirst).ToArray());

    private readonly string _callingCode;
    private readonly bool _isFirst;
    private readonly Regex? _abroad;
    private readonly Regex _number;
    private readonly Regex? _home;
    private readonly string _becomes;

    private PhoneCountry(string[] line)
    {
        Code = line[0];
        _isFirst = line[1].StartsWith('*');
        _callingCode = line[1].TrimStart('*');
        _abroad = line[2].Length == 0 ? null : Whole($"^(?:{line[2]})");
        _number = Whole($"^(?:{line[3]})$");
        _home = line[4].Length == 0 ? null : Whole($"^(?:{line[4]})");
        _becomes = line[5];
    }

    /// <summary>By code.</summary>
    public static IReadOnlyList<PhoneCountry> All { get; } = [.. s_all.Values.OrderBy(c => c.Code, StringComparer.Ordinal)];

    /// <summary>ISO 3166, two letters.</summary>
    public string Code { get; }

    public static bool TryFind(string code, [NotNullWhen(true)] out PhoneCountry? country) => s_all.TryGetValue(code, out country);

    /// <param name="text">As it was typed: with spaces, brackets, digits of any script, with or without the code of a country.</param>
    /// <param name="number">A plus, the calling code and the number; nothing else.</param>
    public bool TryRead(string text, [NotNullWhen(true)] out string? number)
    {
        number = null;
        if (text.Length > MaxLength || !TryDigits(text, out var isInternational, out var digits)) return false;
        if (isInternational) return TryInternational(digits, out number);
        if (_abroad?.Match(digits) is { Success: true } dialled && TryInternational(digits[dialled.Length..], out number)) return true;

        number = AtHome(digits) is { } home ? $"+{_callingCode}{home}" : null;
        // The code of the country itself is often written without its plus.
        return number is not null || (digits.StartsWith(_callingCode, StringComparison.Ordinal) && TryInternational(digits, out number));
    }

    public override string ToString() => Code;

    private static bool TryInternational(string digits, [NotNullWhen(true)] out string? number)
    {
        number = null;
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            if (!s_byCallingCode.TryGetValue(digits[..length], out var countries)) continue;

            var rest = digits[length..];
            // As in +49 (0)30: what is dialled at home was written down as well.
            number = Array.ConvertAll(countries, c => c.AtHome(rest)).FirstOrDefault(home => home is not null) is { } found ? $"+{digits[..length]}{found}" : null;
            return number is not null;
        }

        return false;
    }

    /// <summary>The number without what is dialled before it at home; null when there is none like it.</summary>
    private string? AtHome(string digits)
    {
        var isWhole = _number.IsMatch(digits);
        if (_home?.Match(digits) is { Success: true, Length: > 0 } before)
        {
            var group = before.Groups.Cast<Group>().Skip(1).LastOrDefault(g => g.Success);
            var rest = _becomes.Length > 0 && group is not null
                ? Regex.Replace(before.Value, _home.ToString(), _becomes, RegexOptions.None, TimeSpan.FromSeconds(1)) + digits[before.Length..]
                : digits[before.Length..];
            if (_number.IsMatch(rest)) return rest;
        }

        return isWhole ? digits : null;
    }

    private static bool TryDigits(string text, out bool isInternational, out string digits)
    {
        var found = new StringBuilder(text.Length);
        isInternational = false;
        digits = "";
        foreach (var letter in text)
        {
            if (char.IsDigit(letter)) found.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter)));
            else if (letter is '+' or '\uFF0B' && found.Length == 0 && !isInternational) isInternational = true;
            else if (!char.IsWhiteSpace(letter) && !IsBetween(letter)) return false;
        }

        digits = found.ToString();
        return digits.Length > 0;
    }

    private static bool IsBetween(char letter) =>
        letter is '(' or ')' or '[' or ']' or '.' or '/' or '-' or '~' or '\uFF08' or '\uFF09' or '\uFF0E' or '\uFF0F'
        || char.GetUnicodeCategory(letter) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;

    private static Regex Whole(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
