using System.Text;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// The first seven bytes of a text, to be looked for in millions of strings before more of them is looked at: without ASCII case, and what
/// is not ASCII may be anything.
/// </summary>
internal readonly struct FirstLetters
{
    private const int Most = 7;
    private const ulong NotAscii = 0x80_80_80_80_80_80_80;
    private const byte Case = 0x20;

    private readonly ulong _mask;
    private readonly ulong _case;
    private readonly ulong _letters;

    public FirstLetters(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < Math.Min(text.Length, Most) && Ascii.IsValid(text[i]); i++)
        {
            var folded = char.IsAsciiLetter(text[i]) ? Case : 0ul;
            _mask |= 0xfful << (8 * i);
            _case |= folded << (8 * i);
            _letters |= (text[i] | folded) << (8 * i);
        }
    }

    /// <param name="head">The first seven bytes, the first one lowest.</param>
    public bool MayBegin(ulong head) => ((head | _case) & _mask) == _letters || (head & _mask & NotAscii) != 0;
}
