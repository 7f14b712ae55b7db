namespace CdpStudio.Core.Profiles.Masking;

/// <summary>Messages as they came, as whoever looks may see them.</summary>
public sealed class SeenMessages(Masker masker, Sight sight)
{
    public byte[] Of(byte[] raw) => sight.IsClear || raw.Length == 0 ? raw : masker.Message(raw);

    /// <summary>What is said of a message, which may quote it.</summary>
    public string Of(string words) => sight.IsClear ? words : Masker.Text(words);
}
