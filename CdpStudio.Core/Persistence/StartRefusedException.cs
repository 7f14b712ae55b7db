namespace CdpStudio.Core.Persistence;

/// <summary>The product does not start. The message is written for the person who started it; nothing else needs to be printed.</summary>
public sealed class StartRefusedException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    // The host logs what stops it: the words are all there is to read.
    public override string ToString() => Message;
}
