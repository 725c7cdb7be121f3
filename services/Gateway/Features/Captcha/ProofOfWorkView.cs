using Sprout.Contracts;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>
/// For each puzzle, numbered from 0, a number is to be found so that SHA-256 of the text <c>salt.puzzle.number</c> begins with enough zero bits.
/// </summary>
/// <param name="Count">How many puzzles.</param>
/// <param name="Difficulty">How many zero bits.</param>
/// <param name="Salt">What the texts begin with.</param>
public sealed record ProofOfWorkView(int Count, int Difficulty, string Salt)
{
    internal static ProofOfWorkView? Of(ProofOfWorkPuzzles? puzzles) => puzzles is null ? null : new(puzzles.Count, puzzles.Difficulty, puzzles.Salt);
}
