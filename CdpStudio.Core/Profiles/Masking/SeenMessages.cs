namespace CdpStudio.Core.Profiles.Masking;

/// <summary>Messages as they came, as whoever looks may see them.</summary>
public sealed class SeenMessages(Masker masker, Sight sight)
{
    public byte[] Of(byte[] raw) => sight.IsClear || raw.Length == 0 ? raw : masker.Message(raw);

    /// <summary>A single value as an example, of which nobody says whose it is.</summary>
    public string Value(string value) => sight.IsClear ? value : Mask.Of(value);

    /// <summary>What is said of a message, which may quote it.</summary>
    public string Of(string words) => sight.IsClear ? words : Masker.Text(words);
}
