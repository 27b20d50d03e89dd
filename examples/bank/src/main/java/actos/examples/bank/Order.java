package actos.examples.bank;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/**
 * What the bank can be told, as JSON {@code {"deposit": {"account": "ann", "amount": 100}}}. Each is applied to a
 * copy of the accounts, which is thrown away if the order is declined half-way.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Deposit.class, name = "deposit"),
    @JsonSubTypes.Type(value = Order.Withdraw.class, name = "withdraw"),
    @JsonSubTypes.Type(value = Order.Transfer.class, name = "transfer"),
    @JsonSubTypes.Type(value = Order.Balance.class, name = "balance")
})
sealed interface Order {
    /** More than this in one account is a mistake. */
    long LIMIT = 1_000_000_000_000L;

    /**
     * Carries it out.
     *
     * @return the balance of the account afterwards
     * @throws Declined if it cannot be
     */
    long applyTo(Map<String, Long> accounts) throws Declined;

    /** Why an order was not carried out. */
    final class Declined extends Exception {
        private static final long serialVersionUID = 1L;

        Declined(String why) {
            super(why);
        }
    }

    /** Puts money into an account, and opens it if need be. */
    record Deposit(String account, long amount) implements Order {
        @Override
        public long applyTo(Map<String, Long> accounts) throws Declined {
            requirePositive(amount);
            if (account == null || account.isBlank()) {
                throw new Declined("an account has a name");
            }
            long balance = accounts.getOrDefault(account, 0L);
            if (balance > LIMIT - amount) {
                throw new Declined("an account holds " + LIMIT + " at most");
            }
            accounts.put(account, balance + amount);
            return balance + amount;
        }
    }

    /** Takes money out of an account. */
    record Withdraw(String account, long amount) implements Order {
        @Override
        public long applyTo(Map<String, Long> accounts) throws Declined {
            requirePositive(amount);
            long balance = balanceOf(account, accounts);
            if (balance < amount) {
                throw new Declined(account + " has " + balance + ", not " + amount);
            }
            accounts.put(account, balance - amount);
            return balance - amount;
        }
    }

    /** Moves money from one account to another that exists. */
    record Transfer(String from, String to, long amount) implements Order {
        @Override
        public long applyTo(Map<String, Long> accounts) throws Declined {
            balanceOf(to, accounts);
            new Withdraw(from, amount).applyTo(accounts);
            new Deposit(to, amount).applyTo(accounts);
            return balanceOf(from, accounts);
        }
    }

    /** Asks what is in an account. */
    record Balance(String account) implements Order {
        @Override
        public long applyTo(Map<String, Long> accounts) throws Declined {
            return balanceOf(account, accounts);
        }
    }

    private static long balanceOf(String account, Map<String, Long> accounts) throws Declined {
        Long balance = account == null ? null : accounts.get(account);
        if (balance == null) {
            throw new Declined("there is no account " + account);
        }
        return balance;
    }

    private static void requirePositive(long amount) throws Declined {
        if (amount <= 0 || amount > LIMIT) {
            throw new Declined("an amount is above 0 and at most " + LIMIT + ", not " + amount);
        }
    }
}
