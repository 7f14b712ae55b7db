namespace CdpStudio.Web.Components;

/// <summary>
/// What a field shows while somebody types and the page answers later. An answer to what was told is known as one and takes nothing
/// back, however many keys it is behind; anything else that the page says is shown.
/// </summary>
internal sealed class TypedText
{
    // Beyond this the page plainly does not answer, so what it says can't be an answer either.
    private const int MostUnanswered = 64;

    private readonly List<string> _unanswered = [];
    private string _given = "";

    /// <summary>What the field holds.</summary>
    public string Text { get; set; } = "";

    /// <summary>The page is told what the field holds.</summary>
    public string Tell()
    {
        if (_unanswered.Count == MostUnanswered) _unanswered.Clear();
        _unanswered.Add(Text);
        return Text;
    }

    /// <summary>The page draws with this value.</summary>
    public void Take(string value)
    {
        if (value == _given) return;

        _given = value;
        var answered = _unanswered.LastIndexOf(value);
        if (answered >= 0)
        {
            _unanswered.RemoveRange(0, answered + 1);
            return;
        }

        _unanswered.Clear();
        Text = value;
    }
}
